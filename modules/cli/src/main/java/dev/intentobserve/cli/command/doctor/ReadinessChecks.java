package dev.intentobserve.cli.command.doctor;

import dev.intentobserve.cli.client.ServiceClient;
import dev.intentobserve.cli.render.JsonFields;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.text.DurationText;
import dev.intentobserve.model.text.SafeText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The answer of {@code /health/ready} in words: backlog, failures and what to do. */
final class ReadinessChecks {
  private static final String FULL =
      "Free disk space for the database; ingestion then resumes automatically.";
  private static final String WAITING = "See the log of the service.";
  private static final String ASIDE =
      "No data is lost; it is retried automatically. The log says why it failed (set aside).";
  private static final String LAGGING =
      "No data is lost; processing continues. If the backlog grows, see the log of the service.";

  private ReadinessChecks() {}

  /** The database, and each component that processes the record; no component if it is no JSON. */
  static List<CheckResult> of(ServiceClient.Answer answer) {
    Json.Fields parts = answer.jsonOrEmpty().fields("components");
    List<CheckResult> results = new ArrayList<>();
    results.add(database(answer, parts.fields("store")));
    parts
        .values()
        .forEach(
            (name, value) -> {
              if (!name.equals("store") && value instanceof Json.Fields part) {
                results.add(component(name, part));
              }
            });
    return results;
  }

  private static CheckResult database(ServiceClient.Answer answer, Json.Fields store) {
    Optional<String> code = store.text("reason");
    String reason =
        code.map(text -> text + ": " + store.text("message").orElse("")).orElseGet(answer::excerpt);
    boolean ready = answer.status() == 200;
    return new CheckResult(
        "database",
        ready,
        ready ? "ready" : "not ready: " + SafeText.singleLine(reason),
        code.filter("store_full"::equals).isPresent() ? FULL : WAITING);
  }

  private static CheckResult component(String name, Json.Fields part) {
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
    return new CheckResult(
        SafeText.singleLine(name), healthy, SafeText.singleLine(detail), aside ? ASIDE : LAGGING);
  }

  private static String failing(Json.Fields part, long seconds) {
    return "failing for " + age(seconds) + " (" + JsonFields.text(part, "error") + ")";
  }

  private static String longest(Json.Fields part) {
    List<String> named =
        JsonFields.objects(part, "longest_aside").stream().map(ReadinessChecks::aside).toList();
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
