/**
 * Parts that several pages share: templates (in {@code src/main/jte/component}) and the pure code
 * that computes what they show. {@link dev.intentobserve.ui.component.Html} is the only way from a
 * template to a page, and escapes all text.
 */
@NullMarked
package dev.intentobserve.ui.component;

import org.jspecify.annotations.NullMarked;
