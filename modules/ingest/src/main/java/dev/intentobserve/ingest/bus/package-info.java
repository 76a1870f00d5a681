/** The event bus receiver, at the public address {@code intent.events.ingest}. */
@NullMarked
package dev.intentobserve.ingest.bus;

import org.jspecify.annotations.NullMarked;
