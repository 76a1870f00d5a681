package dev.intentobserve.notification;

import java.util.Map;
import java.util.TreeMap;

/** A message as it goes out: JSON in UTF-8, and headers besides its type. */
record OutgoingRequest(String url, Map<String, String> headers, String body) {
  OutgoingRequest {
    headers = Map.copyOf(new TreeMap<>(headers));
  }
}
