package dev.intentobserve.model.alert;

import dev.intentobserve.model.Coded;
import dev.intentobserve.model.json.Json;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** {@link Alert} as JSON and back: as it is kept, published and shown. */
public final class AlertJson {
  private AlertJson() {}

  public static Json.Fields write(Alert alert) {
    return Json.object()
        .put("id", alert.id())
        .put("rule", alert.rule())
        .put("severity", alert.severity().code())
        .put("state", alert.state().code())
        .put("labels", Json.of(alert.labels()))
        .put("summary", alert.summary())
        .put("description", alert.description())
        .put("value", number(alert.value()))
        .put("since", alert.since())
        .put("fired", alert.fired())
        .put("resolved", alert.resolved())
        .put("evidence", alert.evidence().stream().map(Json::of).toList())
        .build();
  }

  /**
   * What {@link #write} wrote.
   *
   * @throws RuntimeException for anything else
   */
  public static Alert read(Json.Fields json) {
    SortedMap<String, String> labels = new TreeMap<>();
    Json.Fields given = json.fields("labels");
    given.values().keySet().forEach(name -> labels.put(name, given.text(name).orElse("")));
    return Alert.builder()
        .id(text(json, "id"))
        .rule(text(json, "rule"))
        .severity(Severity.of(text(json, "severity")).orElseThrow())
        .state(Coded.find(Alert.State.values(), text(json, "state")).orElseThrow())
        .labels(labels)
        .summary(text(json, "summary"))
        .description(text(json, "description"))
        .value(json.text("value").map(Double::valueOf).orElse(null))
        .since(Instant.parse(text(json, "since")))
        .fired(time(json, "fired"))
        .resolved(time(json, "resolved"))
        .evidence(json.texts("evidence"))
        .build();
  }

  private static Json number(@Nullable Double value) {
    return value == null ? Json.nothing() : new Json.Num(value.toString());
  }

  private static String text(Json.Fields json, String name) {
    return json.text(name).orElseThrow();
  }

  private static @Nullable Instant time(Json.Fields json, String name) {
    return json.text(name).map(Instant::parse).orElse(null);
  }
}
