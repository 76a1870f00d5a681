package dev.intentobserve.parser.json;

import dev.intentobserve.model.event.EventFlag;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.parser.text.TextEdits;
import java.util.Set;

/**
 * One JSON value as it was read.
 *
 * @param flags what was odd about the text
 * @param edits where the text held secrets
 */
public record ParsedJson(Json value, Set<EventFlag> flags, TextEdits edits) {}
