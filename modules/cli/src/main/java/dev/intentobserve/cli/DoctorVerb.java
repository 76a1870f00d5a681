package dev.intentobserve.cli;

import dev.intentobserve.event.Json;
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
    header = "Looks whether all is well, and says what to do.",
    description =
        "Checks this machine and the service, and says what to do. Exit code 1 if not well.")
final class DoctorVerb extends Verb {
  private static final int OLDEST_JDK = 21;
  private static final Duration MOST_SKEW = Duration.ofSeconds(30);

  /** Of alerts and deliveries looked at. */
  private static final int MOST = 1000;

  private final List<Json.Fields> checks = new ArrayList<>();
  private boolean well = true;

  DoctorVerb(Root root) {
    super(root);
  }

  @Override
  public Integer call() {
    int jdk = Runtime.version().feature();
    check("java", jdk >= OLDEST_JDK, String.valueOf(Runtime.version()), "Use JDK 21 or newer.");
    Service service = root.service();
    try {
      checkService(service);
    } catch (Unreachable e) {
      String advice = "Start it with: make run; or say where it is: --url or INTENT_OBSERVE_URL.";
      check("service", false, String.valueOf(e.getMessage()), advice);
    }
    print(Json.object().put("well", well).put("checks", checks).build(), document -> text());
    return well ? 0 : CliException.GENERAL;
  }

  private void checkService(Service service) {
    Service.Answer version = service.ask("GET", "/version", null, null);
    boolean ours = version.status() == 200;
    String advice = "Is " + service.base() + " the address of Intent Observe?";
    check("service", ours, ours ? describe(version.json()) : "HTTP " + version.status(), advice);
    if (!ours) {
      return;
    }
    checkVersion(Fields.text(version.json(), "version"));
    checkClock(version);
    checkReadiness(service.ask("GET", "/health/ready", null, null));
    checkBalance(service);
    checkObjectives(service);
    checkAlerts(service);
    checkChannels(service);
  }

  /** Whether events are taken in, and how far everybody is who follows them. */
  private void checkReadiness(Service.Answer ready) {
    boolean isReady = ready.status() == 200;
    Standing standing = Standing.of(ready.text());
    String why = standing.trouble().orElseGet(() -> Safe.text(excerpt(ready.text().strip())));
    check("database", isReady, isReady ? "ready" : "not ready: " + why, standing.advice());
    standing.parts().forEach(part -> check(part.name(), part.well(), part.detail(), part.advice()));
  }

  private void checkVersion(String theirs) {
    String mine = Root.Version.number();
    boolean same = mine.equals("dev") || theirs.equals(mine) || theirs.isEmpty();
    check("version", same, "service " + theirs + ", command line " + mine, "Build both anew.");
  }

  /** Every received event is stored, a duplicate or refused: the books of each source. */
  private void checkBalance(Service service) {
    Json.Fields answer = looked("books", service.ask("GET", "/api/v1/sources", null, null));
    if (answer != null) {
      checkBalance(answer.fields("totals"));
    }
  }

  /** Null when the service said no, which is then written down. */
  private Json.@Nullable Fields looked(String name, Service.Answer answer) {
    if (answer.status() / 100 == 2) {
      return answer.json();
    }
    String no = String.valueOf(Denial.of(answer).getMessage()).lines().findFirst().orElse("");
    boolean denied = answer.status() == 401 || answer.status() == 403;
    check(name, false, no, denied ? "Give a key that may read." : "Ask again later.");
    return null;
  }

  private void checkObjectives(Service service) {
    Json.Fields page = looked("objectives", service.ask("GET", "/api/v1/slos", null, null));
    if (page != null) {
      List<Json.Fields> problems = Fields.objects(page, "problems");
      check(
          "objectives",
          problems.isEmpty(),
          problems.isEmpty()
              ? Fields.objects(page, "items").size() + " in force"
              : counted(problems.size(), "problem")
                  + ": "
                  + SloStatusView.problem(problems.getFirst()),
          "Correct the file; intent-observe slo names every problem.");
    }
  }

  /**
   * What fires is about the work, not about the service: it is told, and no fault of this house.
   */
  private void checkAlerts(Service service) {
    String path = AlertViews.PATH + "?state=firing&limit=" + MOST;
    Json.Fields page = looked("alerts", service.ask("GET", path, null, null));
    if (page != null) {
      List<Json.Fields> firing = Fields.objects(page, "items");
      long critical =
          firing.stream().filter(a -> Fields.text(a, "severity").equals("critical")).count();
      String more = Fields.text(page, "next_cursor").isEmpty() ? "" : " or more";
      String detail = firing.size() + more + " firing, " + critical + " critical";
      check("alerts", true, firing.isEmpty() ? "nothing fires" : detail, "");
    }
  }

  /** A channel fails when the last thing it was to tell did not arrive. */
  private void checkChannels(Service service) {
    String path = AlertViews.PATH + "/deliveries?limit=" + MOST;
    Json.Fields page = looked("channels", service.ask("GET", path, null, null));
    if (page != null) {
      Map<String, Json.Fields> last = new TreeMap<>();
      Fields.objects(page, "items").stream()
          .filter(delivery -> !Fields.text(delivery, "outcome").equals("silenced"))
          .forEach(delivery -> last.putIfAbsent(Fields.text(delivery, "channel"), delivery));
      List<String> failing =
          last.entrySet().stream()
              .filter(entry -> !Fields.text(entry.getValue(), "outcome").equals("delivered"))
              .map(entry -> entry.getKey() + " (" + Fields.text(entry.getValue(), "detail") + ")")
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

  private void checkBalance(Json.Fields totals) {
    boolean balanced = totals.text("balanced").orElse("true").equals("true");
    long refused =
        totals.fields("refused").values().values().stream()
            .mapToLong(
                n -> n.asText().filter(t -> t.matches("\\d{1,18}")).map(Long::parseLong).orElse(0L))
            .sum();
    check(
        "books",
        balanced,
        new Tally(
                Fields.number(totals, "received"),
                Fields.number(totals, "stored"),
                Fields.number(totals, "duplicates"),
                refused)
            .text(),
        "The figures do not add up: this is a fault of the service, please report it.");
  }

  private void checkClock(Service.Answer answer) {
    String date = answer.header("date").orElse("");
    try {
      ZonedDateTime theirs = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME);
      Duration skew = Duration.between(theirs.toInstant(), world.clock().instant()).abs();
      boolean close = skew.compareTo(MOST_SKEW) <= 0;
      String detail = close ? "agrees with the service" : Durations.text(skew) + " apart";
      check("clock", close, detail, "Set both clocks by NTP: event times come from the emitters.");
    } catch (DateTimeException e) {
      check("clock", true, "the service does not tell its time", "");
    }
  }

  private void check(String name, boolean ok, String detail, String advice) {
    well &= ok;
    Json.Builder check = Json.object().put("name", name).put("ok", ok).put("detail", detail);
    checks.add((ok ? check : check.put("advice", advice)).build());
  }

  private String text() {
    StringBuilder out = new StringBuilder();
    for (Json.Fields check : checks) {
      boolean ok = Fields.text(check, "ok").equals("true");
      out.append(ok ? "ok    " : "FAIL  ").append(Width.pad(Fields.text(check, "name") + " ", 12));
      out.append(Fields.text(check, "detail")).append('\n');
      if (!ok) {
        out.append("      ").append(Fields.text(check, "advice")).append('\n');
      }
    }
    return out.toString();
  }

  private static String describe(Json.Fields version) {
    return (Fields.text(version, "version") + " " + Fields.text(version, "commit")).strip();
  }

  private static String excerpt(String text) {
    return text.length() > 200 ? text.substring(0, 200) : text;
  }
}
