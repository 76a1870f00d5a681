/**
 * Exports spans, log records and metrics over OTLP. For spans and log records it reads the stored
 * events after cursors of its own and moves them only when the destination has accepted the batch;
 * metrics are cumulative and sent at an interval. Refused records are counted with their reason.
 */
@NullMarked
package dev.intentobserve.export;

import org.jspecify.annotations.NullMarked;
