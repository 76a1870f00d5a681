/** TODO. */
@NullMarked
package dev.intentobserve.slo.openslo;

import org.jspecify.annotations.NullMarked;
