/**
 * Ships spans, log records and metrics over OTLP. For spans and log records it reads the record
 * after cursors of its own and moves them only when the receiver has accepted the batch; metrics
 * are cumulative and sent at an interval. What a receiver refuses is counted with its reason.
 */
@NullMarked
package dev.intentobserve.export;

import org.jspecify.annotations.NullMarked;
