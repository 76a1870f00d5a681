/**
 * Alerts with the history of their changes, states of objectives, values of gauges, deliveries of
 * notifications, and silences. Answers {@code AlertStorePorts}.
 */
@NullMarked
package dev.intentobserve.store.alert;

import org.jspecify.annotations.NullMarked;
