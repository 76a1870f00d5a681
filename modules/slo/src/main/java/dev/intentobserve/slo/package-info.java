/**
 * Objectives as code: reads OpenSLO files and says, with line and field, what is wrong with them;
 * knows the objectives the product ships with; writes both out as Prometheus rules. Pure: knows
 * neither the network nor the clock, so the service and the command line share it.
 */
@NullMarked
package dev.intentobserve.slo;

import org.jspecify.annotations.NullMarked;
