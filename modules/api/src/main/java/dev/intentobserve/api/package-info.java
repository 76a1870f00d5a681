/**
 * The HTTP API for reading: events, traces, entities, metrics, objectives, alerts, live streams and
 * Zipkin's API. Asks the ports of store, trace, metrics and alerting; the only changes it requests
 * are silences, test alerts and discarded dead letters. Fails a request with a {@code Fault}.
 */
@NullMarked
package dev.intentobserve.api;

import org.jspecify.annotations.NullMarked;
