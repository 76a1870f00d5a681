/** TODO. */
@NullMarked
package dev.intentobserve.ui.component;

import org.jspecify.annotations.NullMarked;
