/** TODO. */
@NullMarked
package dev.intentobserve.api.metric;

import org.jspecify.annotations.NullMarked;
