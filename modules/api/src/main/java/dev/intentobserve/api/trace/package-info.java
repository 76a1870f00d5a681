/** TODO. */
@NullMarked
package dev.intentobserve.api.trace;

import org.jspecify.annotations.NullMarked;
