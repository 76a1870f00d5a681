/**
 * Evaluates objectives and alert rules at each tick and commits what changed. Answers {@code
 * AlertingPorts}; asks store, trace and metrics. When data is missing, alerts stay as they are.
 */
@NullMarked
package dev.intentobserve.alerting;

import org.jspecify.annotations.NullMarked;
