package dev.intentobserve.notification;

import java.util.Map;
import java.util.TreeMap;

/**
 * A message as it is sent.
 *
 * @param headers besides the content type
 * @param body JSON, sent as UTF-8
 */
record OutgoingRequest(String url, Map<String, String> headers, String body) {
  OutgoingRequest {
    headers = Map.copyOf(new TreeMap<>(headers));
  }
}
