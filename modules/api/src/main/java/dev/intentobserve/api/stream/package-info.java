/**
 * Live streams of events and alerts as server-sent events. Hints wake them, and a poll covers a
 * lost hint; slow callers slow down only their own stream.
 */
@NullMarked
package dev.intentobserve.api.stream;

import org.jspecify.annotations.NullMarked;
