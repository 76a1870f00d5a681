/**
 * The HTTP receiver: {@code POST /api/v1/events} and the retry of a dead letter. Reads bodies under
 * the limits itself and writes its own answers, errors included.
 */
@NullMarked
package dev.intentobserve.ingest.http;

import org.jspecify.annotations.NullMarked;
