package dev.intentobserve.cli.command.doctor;

import dev.intentobserve.cli.client.CliException;
import dev.intentobserve.cli.client.ServiceClient;
import dev.intentobserve.cli.client.ServiceUnreachableException;
import dev.intentobserve.cli.command.CliCommand;
import dev.intentobserve.cli.command.GlobalOptions;
import dev.intentobserve.cli.render.JsonFields;
import dev.intentobserve.cli.render.TextWidth;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.text.DurationText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
    name = "doctor",
    header = "Checks the installation and suggests fixes.",
    description =
        "Checks this machine and the service and suggests fixes. Exit code 1 if a check fails.")
public final class DoctorCommand extends CliCommand {
  private static final int MIN_JDK = 21;
  private static final int NAME_WIDTH = 12;
  private static final Duration MAX_CLOCK_SKEW = Duration.ofSeconds(30);

  @Override
  public Integer call() {
    List<CheckResult> results = new ArrayList<>();
    int jdk = Runtime.version().feature();
    String version = String.valueOf(Runtime.version());
    results.add(new CheckResult("java", jdk >= MIN_JDK, version, "Use JDK 21 or newer."));
    ServiceClient service = service();
    try {
      checkService(service, results);
    } catch (ServiceUnreachableException e) {
      String advice = "Start it with: make run; or set its address: --url or INTENT_OBSERVE_URL.";
      results.add(new CheckResult("service", false, String.valueOf(e.getMessage()), advice));
    }
    boolean healthy = results.stream().allMatch(CheckResult::ok);
    List<Json.Fields> checks = results.stream().map(CheckResult::toJson).toList();
    print(
        Json.object().put("healthy", healthy).put("checks", checks).build(),
        document -> text(results));
    return healthy ? 0 : CliException.GENERAL;
  }

  /** Adds results one by one, so that those before a lost connection are kept. */
  private void checkService(ServiceClient service, List<CheckResult> results) {
    ServiceClient.Answer version = service.ask("GET", "/version", null, null);
    boolean ours = version.status() == 200;
    String advice = "Is " + service.base() + " the address of Intent Observe?";
    String detail = ours ? describe(version.json()) : "HTTP " + version.status();
    results.add(new CheckResult("service", ours, detail, advice));
    if (ours) {
      results.add(version(JsonFields.text(version.json(), "version")));
      results.add(clock(version));
      results.addAll(ReadinessChecks.of(service.ask("GET", "/health/ready", null, null)));
      new RecordChecks(service).addTo(results);
    }
  }

  private static String describe(Json.Fields version) {
    return (JsonFields.text(version, "version") + " " + JsonFields.text(version, "commit")).strip();
  }

  private static CheckResult version(String theirs) {
    String own = GlobalOptions.Version.number();
    boolean same = own.equals("dev") || theirs.equals(own) || theirs.isEmpty();
    return new CheckResult(
        "version",
        same,
        "service " + theirs + ", command line " + own,
        "Install the same version of both.");
  }

  private CheckResult clock(ServiceClient.Answer answer) {
    try {
      ZonedDateTime theirs =
          ZonedDateTime.parse(
              answer.header("date").orElse(""), DateTimeFormatter.RFC_1123_DATE_TIME);
      Duration skew = Duration.between(theirs.toInstant(), terminal().clock().instant()).abs();
      boolean close = skew.compareTo(MAX_CLOCK_SKEW) <= 0;
      return new CheckResult(
          "clock",
          close,
          close ? "agrees with the service" : DurationText.format(skew) + " apart",
          "Synchronise both clocks with NTP: event times come from the emitters.");
    } catch (DateTimeException e) {
      return CheckResult.ok("clock", "the service sends no Date header");
    }
  }

  private static String text(List<CheckResult> results) {
    StringBuilder out = new StringBuilder();
    for (CheckResult result : results) {
      out.append(result.ok() ? "ok    " : "FAIL  ")
          .append(TextWidth.pad(result.name() + " ", NAME_WIDTH))
          .append(result.detail())
          .append('\n');
      if (!result.ok()) {
        out.append("      ").append(result.advice()).append('\n');
      }
    }
    return out.toString();
  }
}
