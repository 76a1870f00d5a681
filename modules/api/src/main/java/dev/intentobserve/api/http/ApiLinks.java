package dev.intentobserve.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.json.Json;
import java.net.URLEncoder;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Paths of this API, by which every number links to the events behind it. */
public final class ApiLinks {
  public static final String EVENTS = "/api/v1/events";
  public static final String TRACES = "/api/v1/traces";
  public static final String ENTITIES = "/api/v1/entities";
  public static final String METRICS = "/api/v1/metrics";
  public static final String SLOS = "/api/v1/slos";
  public static final String ALERTS = "/api/v1/alerts";

  private ApiLinks() {}

  public static String event(String eventId) {
    return EVENTS + "/" + segment(eventId);
  }

  public static String eventsOf(EntityKey key) {
    return query(EVENTS, Map.of("entity", key.toString()));
  }

  static String entity(EntityKey key) {
    return ENTITIES + "/" + key.kind().code() + "/" + segment(key.id());
  }

  public static String trace(String ref) {
    return TRACES + "/" + segment(ref);
  }

  public static String slo(String name) {
    return SLOS + "/" + segment(name);
  }

  public static String alert(String id) {
    return ALERTS + "/" + segment(id);
  }

  /** In the order of the map. */
  public static String query(String path, Map<String, String> parameters) {
    return parameters.isEmpty()
        ? path
        : parameters.entrySet().stream()
            .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
            .collect(Collectors.joining("&", path + "?", ""));
  }

  public static String segment(String text) {
    return encode(text).replace("+", "%20");
  }

  /** Reads {@code kind:id}; empty for a subject that is no entity. */
  public static Optional<EntityKey> entityOf(String subject) {
    int colon = subject.indexOf(':');
    return colon > 0 && !subject.substring(colon + 1).isBlank()
        ? EntityKind.of(subject.substring(0, colon))
            .map(kind -> new EntityKey(kind, subject.substring(colon + 1)))
        : Optional.empty();
  }

  /** Links to a subject: {@code kind:id} of an entity, or {@code FIELD=VALUE} of a pair. */
  public static Json.Builder ofSubject(String subject, @Nullable String traceId) {
    Json.Builder links = Json.object();
    EntityKey key = entityOf(subject).orElse(null);
    int equals = subject.indexOf('=');
    if (key != null) {
      links.put("entity", entity(key)).put("events", eventsOf(key));
    } else if (equals >= 0 && !subject.substring(equals + 1).isBlank()) {
      links.put("events", query(EVENTS, Map.of("q", subject.substring(equals + 1))));
    }
    return traceId == null ? links : links.put("trace", trace(traceId));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }
}
