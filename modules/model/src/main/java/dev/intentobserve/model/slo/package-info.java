/** TODO. */
@NullMarked
package dev.intentobserve.model.slo;

import org.jspecify.annotations.NullMarked;
