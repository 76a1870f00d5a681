package dev.intentobserve.cli.command.doctor;

import dev.intentobserve.cli.client.CliException;
import dev.intentobserve.cli.client.ServiceClient;
import dev.intentobserve.cli.client.ServiceUnreachableException;
import dev.intentobserve.cli.command.CliCommand;
import dev.intentobserve.cli.render.TextWidth;
import dev.intentobserve.model.json.Json;
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
    if (new ServerChecks(service, terminal().clock()).addTo(results)) {
      new RecordChecks(service).addTo(results);
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
