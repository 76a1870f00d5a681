/** TODO. */
@NullMarked
package dev.intentobserve.api.alert;

import org.jspecify.annotations.NullMarked;
