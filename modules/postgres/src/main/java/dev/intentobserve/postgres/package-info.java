/** TODO. */
@NullMarked
package dev.intentobserve.postgres;

import org.jspecify.annotations.NullMarked;
