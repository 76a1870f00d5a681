package dev.intentobserve.cli.render;

import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.text.DurationText;
import dev.intentobserve.model.text.SafeText;
import dev.intentobserve.parser.JsonText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What {@code /health/ready} says, in words: who lags, what is set aside, what to do. */
public record ReadinessRenderer(Optional<String> failure, String advice, List<Component> parts) {
  private static final String FULL =
      "Free space on the disk of the database; ingestion then resumes by itself.";
  private static final String WAITING = "The log of the service says what it waits for.";
  private static final String ASIDE =
      "Nothing is lost: it is tried again by itself. The log says why it failed (set aside).";
  private static final String LAGGING =
      "Nothing is lost: it goes on where it stands. If this grows, the log of the service says why.";

  /** One that follows the record. */
  public record Component(String name, boolean healthy, String detail, String advice) {}

  /** Of the body of an answer; nothing of one that is not understood. */
  public static ReadinessRenderer of(String body) {
    Json.Fields components = fields(body).fields("components");
    Json.Fields store = components.fields("store");
    Optional<String> failure =
        store
            .text("reason")
            .map(reason -> SafeText.singleLine(reason + ": " + store.text("message").orElse("")));
    List<Component> parts = new ArrayList<>();
    components
        .values()
        .forEach(
            (name, json) -> {
              if (!name.equals("store") && json instanceof Json.Fields part) {
                parts.add(part(name, part));
              }
            });
    boolean full = store.text("reason").filter("store_full"::equals).isPresent();
    return new ReadinessRenderer(failure, full ? FULL : WAITING, parts);
  }

  private static Json.Fields fields(String body) {
    try {
      return JsonText.parseObject(body);
    } catch (IllegalArgumentException e) {
      return Json.Fields.EMPTY;
    }
  }

  private static Component part(String name, Json.Fields part) {
    boolean healthy = !JsonFields.text(part, "status").equals("lagging");
    List<String> said = new ArrayList<>();
    number(part, "events_behind").ifPresent(n -> said.add(n + " events behind"));
    number(part, "changes_behind").ifPresent(n -> said.add(n + " changes behind"));
    number(part, "traces_behind").ifPresent(n -> said.add(n + " traces behind"));
    number(part, "oldest_seconds").ifPresent(s -> said.add("the oldest for " + age(s)));
    number(part, "last_success_seconds").ifPresent(s -> said.add("last done " + age(s) + " ago"));
    number(part, "failing_seconds").ifPresent(s -> said.add(failing(part, s)));
    number(part, "set_aside").ifPresent(n -> said.add(n + " set aside" + longest(part)));
    String detail = said.isEmpty() ? JsonFields.text(part, "status") : String.join(", ", said);
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
