/** TODO. */
@NullMarked
package dev.intentobserve.model.trace;

import org.jspecify.annotations.NullMarked;
