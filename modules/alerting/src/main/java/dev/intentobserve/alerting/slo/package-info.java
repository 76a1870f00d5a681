/** TODO. */
@NullMarked
package dev.intentobserve.alerting.slo;

import org.jspecify.annotations.NullMarked;
