/** TODO. */
@NullMarked
package dev.intentobserve.ui.page;

import org.jspecify.annotations.NullMarked;
