package dev.intentobserve.reading;

import dev.intentobserve.event.EventFlag;
import dev.intentobserve.event.Json;
import java.util.Set;

/**
 * One JSON value as it was read.
 *
 * @param flags what was odd about the text
 * @param edits where the text held secrets
 */
record Parsed(Json value, Set<EventFlag> flags, Edits edits) {}
