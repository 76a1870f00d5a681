/** TODO. */
@NullMarked
package dev.intentobserve.store.alert;

import org.jspecify.annotations.NullMarked;
