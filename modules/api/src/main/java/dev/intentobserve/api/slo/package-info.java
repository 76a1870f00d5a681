/** Objectives: their status and the cases behind it, read through the ports of alerting. */
@NullMarked
package dev.intentobserve.api.slo;

import org.jspecify.annotations.NullMarked;
