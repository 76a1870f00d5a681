package dev.intentobserve.model.json;

import java.util.LinkedHashMap;
import java.util.Map;

/** The fields of a {@link Json.Builder}, which changes them no more once an object has them. */
final class BuiltFields extends LinkedHashMap<String, Json> {
  private static final long serialVersionUID = 1L;

  BuiltFields() {}

  BuiltFields(Map<String, Json> fields) {
    super(fields);
  }
}
