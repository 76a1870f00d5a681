/**
 * The front doors: takes events in over HTTP, the event bus and followed files, admits or turns
 * them away, hands the clean ones to the store and acknowledges only what is committed. A bad
 * record is refused with its reason; an overloaded house answers busy.
 */
@NullMarked
package dev.intentobserve.ingest;

import org.jspecify.annotations.NullMarked;
