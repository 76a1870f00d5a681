/** TODO. */
@NullMarked
package dev.intentobserve.model.metric;

import org.jspecify.annotations.NullMarked;
