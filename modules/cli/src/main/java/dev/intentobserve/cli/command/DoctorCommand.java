package dev.intentobserve.cli.command;

import dev.intentobserve.cli.client.ApiError;
import dev.intentobserve.cli.client.CliException;
import dev.intentobserve.cli.client.IngestCounts;
import dev.intentobserve.cli.client.ServiceClient;
import dev.intentobserve.cli.client.ServiceUnreachableException;
import dev.intentobserve.cli.render.JsonFields;
import dev.intentobserve.cli.render.ReadinessRenderer;
import dev.intentobserve.cli.render.TextWidth;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.text.DurationText;
import dev.intentobserve.model.text.SafeText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** Looks whether everything is as it should be, and says what to do where it is not. */
@Command(
    name = "doctor",
    header = "Checks the installation and suggests fixes.",
    description =
        "Checks this machine and the service and suggests fixes. Exit code 1 if a check fails.")
final class DoctorCommand extends CliCommand {
  private static final int MIN_JDK = 21;
  private static final Duration MAX_CLOCK_SKEW = Duration.ofSeconds(30);

  /** Of alerts and deliveries looked at. */
  private static final int MAX = 1000;

  private final List<Json.Fields> checks = new ArrayList<>();
  private boolean healthy = true;

  DoctorCommand(GlobalOptions root) {
    super(root);
  }

  @Override
  public Integer call() {
    int jdk = Runtime.version().feature();
    check("java", jdk >= MIN_JDK, String.valueOf(Runtime.version()), "Use JDK 21 or newer.");
    ServiceClient service = root.service();
    try {
      checkService(service);
    } catch (ServiceUnreachableException e) {
      String advice = "Start it with: make run; or say where it is: --url or INTENT_OBSERVE_URL.";
      check("service", false, String.valueOf(e.getMessage()), advice);
    }
    print(Json.object().put("well", healthy).put("checks", checks).build(), document -> text());
    return healthy ? 0 : CliException.GENERAL;
  }

  private void checkService(ServiceClient service) {
    ServiceClient.Answer version = service.ask("GET", "/version", null, null);
    boolean ours = version.status() == 200;
    String advice = "Is " + service.base() + " the address of Intent Observe?";
    check("service", ours, ours ? describe(version.json()) : "HTTP " + version.status(), advice);
    if (!ours) {
      return;
    }
    checkVersion(JsonFields.text(version.json(), "version"));
    checkClock(version);
    checkReadiness(service.ask("GET", "/health/ready", null, null));
    checkIngestCounts(service);
    checkObjectives(service);
    checkAlerts(service);
    checkChannels(service);
  }

  /** Whether events are taken in, and how far everybody is who follows them. */
  private void checkReadiness(ServiceClient.Answer ready) {
    boolean isReady = ready.status() == 200;
    ReadinessRenderer readiness = ReadinessRenderer.of(ready.text());
    String why =
        readiness.failure().orElseGet(() -> SafeText.singleLine(excerpt(ready.text().strip())));
    check("database", isReady, isReady ? "ready" : "not ready: " + why, readiness.advice());
    readiness
        .parts()
        .forEach(part -> check(part.name(), part.healthy(), part.detail(), part.advice()));
  }

  private void checkVersion(String theirs) {
    String ownVersion = GlobalOptions.Version.number();
    boolean same = ownVersion.equals("dev") || theirs.equals(ownVersion) || theirs.isEmpty();
    check(
        "version", same, "service " + theirs + ", command line " + ownVersion, "Build both anew.");
  }

  /** Every received event is stored, a duplicate or refused: the books of each source. */
  private void checkIngestCounts(ServiceClient service) {
    Json.Fields answer =
        checkedAnswer("accounting", service.ask("GET", "/api/v1/sources", null, null));
    if (answer != null) {
      checkIngestCounts(answer.fields("totals"));
    }
  }

  /** Null when the service said no, which is then written down. */
  private Json.@Nullable Fields checkedAnswer(String name, ServiceClient.Answer answer) {
    if (answer.status() / 100 == 2) {
      return answer.json();
    }
    String no = String.valueOf(ApiError.of(answer).getMessage()).lines().findFirst().orElse("");
    boolean denied = answer.status() == 401 || answer.status() == 403;
    check(name, false, no, denied ? "Give a key that may read." : "Ask again later.");
    return null;
  }

  private void checkObjectives(ServiceClient service) {
    Json.Fields page = checkedAnswer("objectives", service.ask("GET", "/api/v1/slos", null, null));
    if (page != null) {
      List<Json.Fields> problems = JsonFields.objects(page, "problems");
      check(
          "objectives",
          problems.isEmpty(),
          problems.isEmpty()
              ? JsonFields.objects(page, "items").size() + " in force"
              : counted(problems.size(), "problem")
                  + ": "
                  + SloActions.problem(problems.getFirst()),
          "Correct the file; intent-observe slo names every problem.");
    }
  }

  /**
   * What fires is about the work, not about the service: it is told, and no fault of this house.
   */
  private void checkAlerts(ServiceClient service) {
    String path = AlertActions.PATH + "?state=firing&limit=" + MAX;
    Json.Fields page = checkedAnswer("alerts", service.ask("GET", path, null, null));
    if (page != null) {
      List<Json.Fields> firing = JsonFields.objects(page, "items");
      long critical =
          firing.stream().filter(a -> JsonFields.text(a, "severity").equals("critical")).count();
      String more = JsonFields.text(page, "next_cursor").isEmpty() ? "" : " or more";
      String detail = firing.size() + more + " firing, " + critical + " critical";
      check("alerts", true, firing.isEmpty() ? "no active alerts" : detail, "");
    }
  }

  /** A channel fails when the last thing it was to tell did not arrive. */
  private void checkChannels(ServiceClient service) {
    String path = AlertActions.PATH + "/deliveries?limit=" + MAX;
    Json.Fields page = checkedAnswer("channels", service.ask("GET", path, null, null));
    if (page != null) {
      Map<String, Json.Fields> last = new TreeMap<>();
      JsonFields.objects(page, "items").stream()
          .filter(delivery -> !JsonFields.text(delivery, "outcome").equals("silenced"))
          .forEach(delivery -> last.putIfAbsent(JsonFields.text(delivery, "channel"), delivery));
      List<String> failing =
          last.entrySet().stream()
              .filter(entry -> !JsonFields.text(entry.getValue(), "outcome").equals("delivered"))
              .map(
                  entry ->
                      entry.getKey() + " (" + JsonFields.text(entry.getValue(), "detail") + ")")
              .toList();
      check(
          "channels",
          failing.isEmpty(),
          failing.isEmpty()
              ? counted(last.size(), "channel") + " told of alerts"
              : "failing: " + String.join(", ", failing),
          "Look at: intent-observe alerts deliveries --outcome failed --format text");
    }
  }

  private static String counted(int count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  private void checkIngestCounts(Json.Fields totals) {
    boolean balanced = totals.text("balanced").orElse("true").equals("true");
    long refused =
        totals.fields("refused").values().values().stream()
            .mapToLong(
                n -> n.asText().filter(t -> t.matches("\\d{1,18}")).map(Long::parseLong).orElse(0L))
            .sum();
    check(
        "accounting",
        balanced,
        new IngestCounts(
                JsonFields.number(totals, "received"),
                JsonFields.number(totals, "stored"),
                JsonFields.number(totals, "duplicates"),
                refused)
            .text(),
        "The counts do not add up: this is a bug in the service, please report it.");
  }

  private void checkClock(ServiceClient.Answer answer) {
    String date = answer.header("date").orElse("");
    try {
      ZonedDateTime theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME);
      Duration skew = Duration.between(theirs.toInstant(), terminal.clock().instant()).abs();
      boolean close = skew.compareTo(MAX_CLOCK_SKEW) <= 0;
      String detail = close ? "agrees with the service" : DurationText.format(skew) + " apart";
      check("clock", close, detail, "Set both clocks by NTP: event times come from the emitters.");
    } catch (DateTimeException e) {
      check("clock", true, "the service does not tell its time", "");
    }
  }

  private void check(String name, boolean ok, String detail, String advice) {
    healthy &= ok;
    Json.Builder check = Json.object().put("name", name).put("ok", ok).put("detail", detail);
    checks.add((ok ? check : check.put("advice", advice)).build());
  }

  private String text() {
    StringBuilder out = new StringBuilder();
    for (Json.Fields check : checks) {
      boolean ok = JsonFields.text(check, "ok").equals("true");
      out.append(ok ? "ok    " : "FAIL  ")
          .append(TextWidth.pad(JsonFields.text(check, "name") + " ", 12));
      out.append(JsonFields.text(check, "detail")).append('\n');
      if (!ok) {
        out.append("      ").append(JsonFields.text(check, "advice")).append('\n');
      }
    }
    return out.toString();
  }

  private static String describe(Json.Fields version) {
    return (JsonFields.text(version, "version") + " " + JsonFields.text(version, "commit")).strip();
  }

  private static String excerpt(String text) {
    return text.length() > 200 ? text.substring(0, 200) : text;
  }
}
