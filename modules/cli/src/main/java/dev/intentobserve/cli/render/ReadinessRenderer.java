package dev.intentobserve.cli.render;

import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.text.DurationText;
import dev.intentobserve.model.text.SafeText;
import dev.intentobserve.parser.JsonText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The answer of {@code /health/ready} in words: backlog, failures and what to do. */
public record ReadinessRenderer(
    Optional<String> failure, String advice, List<Component> components) {
  private static final String FULL =
      "Free disk space for the database; ingestion then resumes automatically.";
  private static final String WAITING = "See the log of the service.";
  private static final String ASIDE =
      "No data is lost; it is retried automatically. The log says why it failed (set aside).";
  private static final String LAGGING =
      "No data is lost; processing continues. If the backlog grows, see the log of the service.";

  /** A component that processes the record. */
  public record Component(String name, boolean healthy, String detail, String advice) {}

  /** Reads the body of an answer; without components if it cannot be read. */
  public static ReadinessRenderer of(String body) {
    Json.Fields json = fields(body).fields("components");
    Json.Fields store = json.fields("store");
    Optional<String> failure =
        store
            .text("reason")
            .map(reason -> SafeText.singleLine(reason + ": " + store.text("message").orElse("")));
    List<Component> components = new ArrayList<>();
    json.values()
        .forEach(
            (name, value) -> {
              if (!name.equals("store") && value instanceof Json.Fields component) {
                components.add(component(name, component));
              }
            });
    boolean full = store.text("reason").filter("store_full"::equals).isPresent();
    return new ReadinessRenderer(failure, full ? FULL : WAITING, components);
  }

  private static Json.Fields fields(String body) {
    try {
      return JsonText.parseObject(body);
    } catch (IllegalArgumentException e) {
      return Json.Fields.EMPTY;
    }
  }

  private static Component component(String name, Json.Fields part) {
    boolean healthy = !JsonFields.text(part, "status").equals("lagging");
    List<String> parts = new ArrayList<>();
    number(part, "events_behind").ifPresent(n -> parts.add(n + " events behind"));
    number(part, "changes_behind").ifPresent(n -> parts.add(n + " changes behind"));
    number(part, "traces_behind").ifPresent(n -> parts.add(n + " traces behind"));
    number(part, "oldest_seconds").ifPresent(s -> parts.add("oldest waiting for " + age(s)));
    number(part, "last_success_seconds")
        .ifPresent(s -> parts.add("last success " + age(s) + " ago"));
    number(part, "failing_seconds").ifPresent(s -> parts.add(failing(part, s)));
    number(part, "set_aside").ifPresent(n -> parts.add(n + " set aside" + longest(part)));
    String detail = parts.isEmpty() ? JsonFields.text(part, "status") : String.join(", ", parts);
    boolean aside = part.get("set_aside").isPresent();
    return new Component(
        SafeText.singleLine(name), healthy, SafeText.singleLine(detail), aside ? ASIDE : LAGGING);
  }

  private static String failing(Json.Fields part, long seconds) {
    return "failing for " + age(seconds) + " (" + JsonFields.text(part, "error") + ")";
  }

  private static String longest(Json.Fields part) {
    List<String> named =
        JsonFields.objects(part, "longest_aside").stream().map(ReadinessRenderer::aside).toList();
    return named.isEmpty() ? "" : ": " + String.join("; ", named);
  }

  private static String aside(Json.Fields one) {
    String name =
        one.text("root")
            .map(root -> root + " (trace " + JsonFields.text(one, "trace_id") + ")")
            .orElseGet(() -> "event " + JsonFields.text(one, "seq"));
    return "%s failed %s times since %s (%s), next try %s"
        .formatted(
            name,
            JsonFields.text(one, "attempts"),
            JsonFields.text(one, "since"),
            JsonFields.text(one, "error"),
            JsonFields.text(one, "next_try"));
  }

  private static Optional<Long> number(Json.Fields part, String name) {
    return part.get(name).map(value -> JsonFields.number(part, name));
  }

  private static String age(long seconds) {
    return DurationText.format(Duration.ofSeconds(seconds));
  }
}
