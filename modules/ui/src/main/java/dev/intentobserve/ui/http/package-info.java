/** TODO. */
@NullMarked
package dev.intentobserve.ui.http;

import org.jspecify.annotations.NullMarked;
