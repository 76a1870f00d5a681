/**
 * Ships spans and log records over OTLP. It reads the record after its own cursor and moves that
 * cursor only when the receiver has accepted the batch; what a receiver refuses is counted with its
 * reason.
 */
@NullMarked
package dev.intentobserve.export;

import org.jspecify.annotations.NullMarked;
