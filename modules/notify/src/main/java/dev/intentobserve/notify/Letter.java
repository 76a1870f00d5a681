package dev.intentobserve.notify;

import java.util.Map;
import java.util.TreeMap;

/** A message as it goes out: JSON in UTF-8, and headers besides its type. */
record Letter(String url, Map<String, String> headers, String body) {
  Letter {
    headers = Map.copyOf(new TreeMap<>(headers));
  }
}
