/** TODO. */
@NullMarked
package dev.intentobserve.api.slo;

import org.jspecify.annotations.NullMarked;
