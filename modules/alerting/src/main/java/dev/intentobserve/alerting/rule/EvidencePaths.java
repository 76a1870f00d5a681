package dev.intentobserve.alerting.rule;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.model.entity.EntityKey;
import java.net.URLEncoder;

/** The API paths by which an alert leads to its evidence. */
final class EvidencePaths {
  private static final String API = "/api/v1/";

  private EvidencePaths() {}

  static String trace(EntityKey root) {
    return API + "traces/" + segment(root.id());
  }

  static String entity(EntityKey key) {
    return API + "entities/" + key.kind() + "/" + segment(key.id());
  }

  static String event(String eventId) {
    return API + "events/" + segment(eventId);
  }

  static String slo(String name) {
    return API + "slos/" + segment(name);
  }

  static String badEvents(String name) {
    return slo(name) + "/events?outcome=bad";
  }

  static String eventsOf(String type) {
    return API + "events?type=" + segment(type);
  }

  static String source(String name) {
    return API + "events?source=" + segment(name);
  }

  private static String segment(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }
}
