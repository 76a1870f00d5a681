/**
 * OpenSLO files to objectives. {@link dev.intentobserve.slo.openslo.OpenSloParser} reports every
 * problem with line and field and never throws.
 */
@NullMarked
package dev.intentobserve.slo.openslo;

import org.jspecify.annotations.NullMarked;
