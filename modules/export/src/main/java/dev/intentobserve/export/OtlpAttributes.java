package dev.intentobserve.export;

import dev.intentobserve.model.Utf16;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.metric.TelemetryNames;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects at most {@link #MAX} attributes and cuts each text at {@link #MAX_TEXT}; the body of a
 * log record has the whole event anyway. The first value of a key is kept.
 */
final class OtlpAttributes {
  static final int MAX = 128;

  /** Characters. */
  static final int MAX_TEXT = 4096;

  /** Longer numbers are sent as text. */
  private static final int MAX_DIGITS = 40;

  private final Map<String, AnyValue> values = new LinkedHashMap<>();
  private int dropped;

  void text(String key, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      put(key, OtlpValues.text(Utf16.cut(value, MAX_TEXT)));
    }
  }

  void texts(String key, Collection<String> texts) {
    if (!texts.isEmpty()) {
      put(key, OtlpValues.texts(texts));
    }
  }

  void count(String key, long value) {
    put(key, AnyValue.newBuilder().setIntValue(value).build());
  }

  /** Nested objects become dotted keys, arrays become JSON text, null is left out. */
  void data(Json.Fields data) {
    data.values().forEach((key, value) -> data(TelemetryNames.ATTR_DATA + key, value));
  }

  private void data(String key, Json value) {
    switch (value) {
      case Json.Fields fields ->
          fields.values().forEach((name, inner) -> data(key + "." + name, inner));
      case Json.Items items -> put(key, OtlpValues.text(Utf16.cut(items.encode(), MAX_TEXT)));
      case Json.Text text -> put(key, OtlpValues.text(Utf16.cut(text.value(), MAX_TEXT)));
      case Json.Num number -> put(key, number(number.lexeme()));
      case Json.Flag flag -> put(key, AnyValue.newBuilder().setBoolValue(flag.value()).build());
      case Json.Null nothing -> {}
    }
  }

  List<KeyValue> pairs() {
    return values.entrySet().stream()
        .map(entry -> OtlpValues.pair(entry.getKey(), entry.getValue()))
        .toList();
  }

  int dropped() {
    return dropped;
  }

  private void put(String key, AnyValue value) {
    if (values.containsKey(key)) {
      return;
    }
    if (values.size() < MAX) {
      values.put(key, value);
    } else {
      dropped++;
    }
  }

  /** An integer, else a finite double, else the unchanged text. */
  private static AnyValue number(String lexeme) {
    if (lexeme.length() > MAX_DIGITS) {
      return OtlpValues.text(Utf16.cut(lexeme, MAX_TEXT));
    }
    try {
      return AnyValue.newBuilder().setIntValue(Long.parseLong(lexeme)).build();
    } catch (NumberFormatException noLong) {
      return fraction(lexeme);
    }
  }

  private static AnyValue fraction(String lexeme) {
    try {
      double value = Double.parseDouble(lexeme);
      return Double.isFinite(value)
          ? AnyValue.newBuilder().setDoubleValue(value).build()
          : OtlpValues.text(lexeme);
    } catch (NumberFormatException noNumber) {
      return OtlpValues.text(lexeme);
    }
  }
}
