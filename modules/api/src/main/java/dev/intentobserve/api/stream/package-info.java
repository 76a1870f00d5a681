/** TODO. */
@NullMarked
package dev.intentobserve.api.stream;

import org.jspecify.annotations.NullMarked;
