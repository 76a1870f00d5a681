/**
 * One class for the pages of a theme (their addresses, and what they ask the API), and one template
 * for each page in {@code src/main/jte/page}. {@link dev.intentobserve.ui.page.Pages} lists them.
 * Every page is rendered in the layout of all, and every failure becomes a page with its status.
 */
@NullMarked
package dev.intentobserve.ui.page;

import org.jspecify.annotations.NullMarked;
