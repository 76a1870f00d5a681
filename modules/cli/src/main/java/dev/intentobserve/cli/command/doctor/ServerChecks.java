package dev.intentobserve.cli.command.doctor;

import dev.intentobserve.cli.client.ServiceClient;
import dev.intentobserve.cli.command.GlobalOptions;
import dev.intentobserve.cli.render.JsonFields;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.text.DurationText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Whether the right server answers, is ready, and has our version and our time. */
final class ServerChecks {
  private static final Duration MAX_CLOCK_SKEW = Duration.ofSeconds(30);

  private final ServiceClient service;
  private final InstantSource clock;

  ServerChecks(ServiceClient service, InstantSource clock) {
    this.service = service;
    this.clock = clock;
  }

  /** False if it is not Intent Observe that answers; further checks make no sense then. */
  boolean addTo(List<CheckResult> results) {
    ServiceClient.Answer version = service.ask("GET", "/version", null, null);
    boolean ours = version.status() == 200;
    String advice = "Is " + service.base() + " the address of Intent Observe?";
    String detail = ours ? describe(version.json()) : "HTTP " + version.status();
    results.add(new CheckResult("service", ours, detail, advice));
    if (ours) {
      results.add(version(JsonFields.text(version.json(), "version")));
      results.add(clock(version));
      results.addAll(ReadinessChecks.of(service.ask("GET", "/health/ready", null, null)));
    }
    return ours;
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
      Duration skew = Duration.between(theirs.toInstant(), clock.instant()).abs();
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
}
