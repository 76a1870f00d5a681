/** TODO. */
@NullMarked
package dev.intentobserve.slo.prometheus;

import org.jspecify.annotations.NullMarked;
