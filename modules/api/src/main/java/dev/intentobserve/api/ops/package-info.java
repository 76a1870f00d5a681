/** TODO. */
@NullMarked
package dev.intentobserve.api.ops;

import org.jspecify.annotations.NullMarked;
