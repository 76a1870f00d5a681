package dev.intentobserve.alerting.rule;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import java.net.URLEncoder;

/** API paths of the things an alert is about. */
final class EvidencePaths {
  private static final String API = "/api/v1/";

  static final String SLOS = API + "slos";
  static final String SOURCES = API + "sources";

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

  static String entitiesOf(EntityKind kind) {
    return API + "entities?kind=" + kind;
  }

  static String slo(String name) {
    return SLOS + "/" + segment(name);
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
