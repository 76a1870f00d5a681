/**
 * Receives events over HTTP, the event bus and followed files, and acknowledges only what is
 * committed. Uses {@code StorePorts}; a bad record is refused with its reason, an overload is
 * answered with 429 or 503.
 */
@NullMarked
package dev.intentobserve.ingest;

import org.jspecify.annotations.NullMarked;
