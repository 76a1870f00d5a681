package dev.intentobserve.parser.json;

import dev.intentobserve.model.event.EventFlag;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.parser.text.TextEdits;
import java.util.Set;

/**
 * One parsed JSON value.
 *
 * @param flags what was unusual about the text
 * @param edits where the text contains secrets
 */
public record ParsedJson(Json value, Set<EventFlag> flags, TextEdits edits) {}
