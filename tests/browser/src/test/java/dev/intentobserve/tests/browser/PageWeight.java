package dev.intentobserve.tests.browser;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import java.util.HashMap;
import java.util.Map;

/** Bytes of a page on the wire: compressed, headers included. */
final class PageWeight {
  private final Map<String, Long> bytes = new HashMap<>();

  PageWeight(CDPSession session) {
    session.on("Network.responseReceived", this::started);
    session.on("Network.dataReceived", this::received);
    session.on("Network.loadingFinished", this::finished);
    session.send("Network.enable");
  }

  private void started(JsonObject event) {
    JsonObject response = event.getAsJsonObject("response");
    bytes.merge(id(event), response.get("encodedDataLength").getAsLong(), Long::sum);
  }

  /** For streams, which never finish. */
  private void received(JsonObject event) {
    bytes.merge(id(event), event.get("encodedDataLength").getAsLong(), Long::sum);
  }

  private void finished(JsonObject event) {
    bytes.put(id(event), event.get("encodedDataLength").getAsLong());
  }

  private static String id(JsonObject event) {
    return event.get("requestId").getAsString();
  }

  long bytes() {
    return bytes.values().stream().mapToLong(Long::longValue).sum();
  }
}
