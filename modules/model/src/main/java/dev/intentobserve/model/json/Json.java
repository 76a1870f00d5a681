package dev.intentobserve.model.json;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value. Numbers keep the characters they were written with, so that no digit is lost and no
 * exponent, however large, is ever evaluated. Field order is kept.
 */
public sealed interface Json {

  /** An object; a repeated key keeps its last value. */
  record Fields(Map<String, Json> values) implements Json {
    public static final Fields EMPTY = new Fields(Map.of());

    public Fields {
      values =
          Collections.unmodifiableMap(
              values instanceof BuiltFields ? values : new LinkedHashMap<>(values));
    }

    public Optional<Json> get(String name) {
      return Optional.ofNullable(values.get(name));
    }

    /** The text, number or flag under {@code name} as text; empty when absent, null or nested. */
    public Optional<String> text(String name) {
      return get(name).flatMap(Json::asText);
    }

    /** The object under {@code name}, or an empty one. */
    public Fields fields(String name) {
      return values.get(name) instanceof Fields fields ? fields : EMPTY;
    }

    public Fields without(Set<String> names) {
      Builder others = object();
      for (Map.Entry<String, Json> field : values.entrySet()) {
        if (!names.contains(field.getKey())) {
          others.put(field.getKey(), field.getValue());
        }
      }
      return others.build();
    }

    /** The texts of the array under {@code name}; a single text counts as an array of one. */
    public List<String> texts(String name) {
      if (values.get(name) instanceof Items items) {
        return items.values().stream().flatMap(item -> item.asText().stream()).toList();
      }
      return values.get(name) instanceof Text text ? List.of(text.value()) : List.of();
    }
  }

  /** An array. */
  record Items(List<Json> values) implements Json {
    public Items {
      values = List.copyOf(values);
    }
  }

  /** A string, unescaped. */
  record Text(String value) implements Json {}

  /** A number in the characters it was written with; may be {@code NaN} or an infinity. */
  record Num(String lexeme) implements Json {}

  /** {@code true} or {@code false}. */
  record Flag(boolean value) implements Json {}

  /** {@code null}. */
  record Null() implements Json {
    private static final Null INSTANCE = new Null();
  }

  static Json nothing() {
    return Null.INSTANCE;
  }

  static Json of(@Nullable String value) {
    return value == null ? nothing() : new Text(value);
  }

  static Json of(long value) {
    return new Num(Long.toString(value));
  }

  static Json of(boolean value) {
    return new Flag(value);
  }

  /** An array of texts. */
  static Json of(Collection<String> texts) {
    return new Items(texts.stream().map(Json::of).toList());
  }

  /** An object of texts. */
  static Fields of(Map<String, String> texts) {
    Builder object = object();
    texts.forEach(object::put);
    return object.build();
  }

  /** Starts an object, for writing one key a line. */
  static Builder object() {
    return new Builder();
  }

  /** Text, number or flag as text; empty for null, arrays and objects. */
  default Optional<String> asText() {
    return switch (this) {
      case Text text -> Optional.of(text.value());
      case Num number -> Optional.of(number.lexeme());
      case Flag flag -> Optional.of(Boolean.toString(flag.value()));
      case Null nothing -> Optional.empty();
      case Items items -> Optional.empty();
      case Fields fields -> Optional.empty();
    };
  }

  /** Compact JSON text; control characters and lone surrogates are escaped. */
  default String encode() {
    StringBuilder out = new StringBuilder();
    JsonWriter.write(this, out);
    return out.toString();
  }

  /** Collects the fields of an object in the order they are put. */
  final class Builder {
    private BuiltFields values = new BuiltFields();
    private boolean built;

    public Builder put(String name, Json value) {
      if (built) {
        values = new BuiltFields(values);
        built = false;
      }
      values.put(name, value);
      return this;
    }

    public boolean contains(String name) {
      return values.containsKey(name);
    }

    public boolean isEmpty() {
      return values.isEmpty();
    }

    public Builder put(String name, Builder value) {
      return put(name, value.build());
    }

    public Builder put(String name, @Nullable String value) {
      return put(name, Json.of(value));
    }

    public Builder put(String name, long value) {
      return put(name, Json.of(value));
    }

    public Builder put(String name, @Nullable Long value) {
      return put(name, value == null ? nothing() : Json.of((long) value));
    }

    public Builder put(String name, boolean value) {
      return put(name, Json.of(value));
    }

    /** Puts the time in ISO 8601 UTC, or null. */
    public Builder put(String name, @Nullable Instant value) {
      return put(name, value == null ? nothing() : new Text(value.toString()));
    }

    public Builder put(String name, List<? extends Json> values) {
      return put(name, new Items(List.copyOf(values)));
    }

    public Fields build() {
      built = true;
      return new Fields(values);
    }
  }
}
