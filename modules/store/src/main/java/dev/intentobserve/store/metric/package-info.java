/** TODO. */
@NullMarked
package dev.intentobserve.store.metric;

import org.jspecify.annotations.NullMarked;
