/** TODO. */
@NullMarked
package dev.intentobserve.model.alert;

import org.jspecify.annotations.NullMarked;
