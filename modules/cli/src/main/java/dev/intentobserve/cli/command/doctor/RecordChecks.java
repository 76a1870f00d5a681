package dev.intentobserve.cli.command.doctor;

import dev.intentobserve.cli.client.ApiError;
import dev.intentobserve.cli.client.ApiPaths;
import dev.intentobserve.cli.client.IngestCounts;
import dev.intentobserve.cli.client.ServiceClient;
import dev.intentobserve.cli.render.JsonFields;
import dev.intentobserve.cli.render.NumberText;
import dev.intentobserve.cli.render.SloStatusRenderer;
import dev.intentobserve.model.json.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** What the service knows about itself: received records, objectives, alerts and notifications. */
final class RecordChecks {
  /** The most alerts and deliveries to look at. */
  private static final int MAX = 1000;

  private final ServiceClient service;

  RecordChecks(ServiceClient service) {
    this.service = service;
  }

  void addTo(List<CheckResult> results) {
    results.add(check("accounting", "/api/v1/sources", RecordChecks::accounting));
    results.add(check("objectives", ApiPaths.SLOS, RecordChecks::objectives));
    results.add(
        check("alerts", ApiPaths.ALERTS + "?state=firing&limit=" + MAX, RecordChecks::alerts));
    results.add(
        check("channels", ApiPaths.ALERTS + "/deliveries?limit=" + MAX, RecordChecks::channels));
  }

  private CheckResult check(String name, String path, Function<Json.Fields, CheckResult> check) {
    ServiceClient.Answer answer = service.ask("GET", path, null, null);
    if (answer.status() / 100 == 2) {
      return check.apply(answer.json());
    }
    String error = String.valueOf(ApiError.of(answer).getMessage()).lines().findFirst().orElse("");
    boolean denied = answer.status() == 401 || answer.status() == 403;
    return new CheckResult(
        name, false, error, denied ? "Use a key with the role read." : "Try again later.");
  }

  /** Every received record must be stored, a duplicate or refused. */
  private static CheckResult accounting(Json.Fields sources) {
    Json.Fields totals = sources.fields("totals");
    boolean balanced = totals.text("balanced").orElse("true").equals("true");
    Json.Fields reasons = totals.fields("refused");
    long refused =
        reasons.values().keySet().stream().mapToLong(r -> JsonFields.number(reasons, r)).sum();
    IngestCounts counts =
        new IngestCounts(
            JsonFields.number(totals, "received"),
            JsonFields.number(totals, "stored"),
            JsonFields.number(totals, "duplicates"),
            refused);
    return new CheckResult(
        "accounting",
        balanced,
        counts.text(),
        "The counts do not add up: this is a bug in the service, please report it.");
  }

  private static CheckResult objectives(Json.Fields page) {
    List<Json.Fields> problems = JsonFields.objects(page, "problems");
    boolean ok = problems.isEmpty();
    return new CheckResult(
        "objectives",
        ok,
        ok
            ? JsonFields.objects(page, "items").size() + " valid"
            : NumberText.count(problems.size(), "problem")
                + ": "
                + SloStatusRenderer.problem(problems.getFirst()),
        "Correct the file; intent-observe slo lists every problem.");
  }

  /** Never fails: an alert is about the work that is observed, not about this service. */
  private static CheckResult alerts(Json.Fields page) {
    List<Json.Fields> firing = JsonFields.objects(page, "items");
    if (firing.isEmpty()) {
      return CheckResult.ok("alerts", "no active alerts");
    }
    long critical =
        firing.stream()
            .filter(alert -> JsonFields.text(alert, "severity").equals("critical"))
            .count();
    String more = JsonFields.text(page, "next_cursor").isEmpty() ? "" : " or more";
    return CheckResult.ok("alerts", firing.size() + more + " firing, " + critical + " critical");
  }

  /** A channel fails if its latest notification was not delivered. */
  private static CheckResult channels(Json.Fields page) {
    Map<String, Json.Fields> latest = new TreeMap<>();
    JsonFields.objects(page, "items").stream()
        .filter(delivery -> !JsonFields.text(delivery, "outcome").equals("silenced"))
        .forEach(delivery -> latest.putIfAbsent(JsonFields.text(delivery, "channel"), delivery));
    List<String> failing =
        latest.entrySet().stream()
            .filter(entry -> !JsonFields.text(entry.getValue(), "outcome").equals("delivered"))
            .map(entry -> entry.getKey() + " (" + JsonFields.text(entry.getValue(), "detail") + ")")
            .toList();
    return new CheckResult(
        "channels",
        failing.isEmpty(),
        failing.isEmpty()
            ? NumberText.count(latest.size(), "channel") + " notified"
            : "failing: " + String.join(", ", failing),
        "See: intent-observe alerts deliveries --outcome failed --format text");
  }
}
