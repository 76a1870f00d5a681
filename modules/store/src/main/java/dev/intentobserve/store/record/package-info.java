/** TODO. */
@NullMarked
package dev.intentobserve.store.record;

import org.jspecify.annotations.NullMarked;
