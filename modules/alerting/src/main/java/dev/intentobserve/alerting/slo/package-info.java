/** Objectives: reads their files, counts their events, computes and describes their status. */
@NullMarked
package dev.intentobserve.alerting.slo;

import org.jspecify.annotations.NullMarked;
