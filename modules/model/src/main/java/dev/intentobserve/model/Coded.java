package dev.intentobserve.model;

import java.util.Optional;

/** A value of an enum that has a word in records, the API and labels. */
public interface Coded {
  String code();

  static <E extends Coded> Optional<E> find(E[] values, String code) {
    for (E value : values) {
      if (value.code().equals(code)) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }
}
