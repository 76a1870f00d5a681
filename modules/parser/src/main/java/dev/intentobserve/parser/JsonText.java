package dev.intentobserve.parser;

import dev.intentobserve.model.json.Json;
import dev.intentobserve.parser.json.LimitedJsonParser;
import dev.intentobserve.parser.json.RecordRefusedException;

/**
 * Strict JSON text to {@link Json}, for text that this product wrote itself; events of other
 * programs are read by {@link EventParser}.
 */
public final class JsonText {
  private static final int DEPTH = 1000;
  private static final LimitedJsonParser PARSER = LimitedJsonParser.strict(DEPTH);

  private JsonText() {}

  /**
   * Parses exactly one value.
   *
   * @throws IllegalArgumentException with line and column when {@code text} is not JSON
   */
  public static Json parse(String text) {
    try {
      return PARSER.parse(text).value();
    } catch (RecordRefusedException e) {
      throw new IllegalArgumentException(e.detail(), e);
    }
  }

  /** Like {@link #parse}, for text that must hold an object. */
  public static Json.Fields parseObject(String text) {
    if (parse(text) instanceof Json.Fields fields) {
      return fields;
    }
    throw new IllegalArgumentException("not a JSON object");
  }
}
