/**
 * One class for each page (its addresses, and what it asks the API) beside one template of the same
 * name in {@code src/main/jte/page}. {@link dev.intentobserve.ui.page.Pages} lists them. Every page
 * is rendered in the layout of all, and every failure becomes a page with its status.
 */
@NullMarked
package dev.intentobserve.ui.page;

import org.jspecify.annotations.NullMarked;
