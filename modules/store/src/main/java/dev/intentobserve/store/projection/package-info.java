/** TODO. */
@NullMarked
package dev.intentobserve.store.projection;

import org.jspecify.annotations.NullMarked;
