/** TODO. */
@NullMarked
package dev.intentobserve.tailing;

import org.jspecify.annotations.NullMarked;
