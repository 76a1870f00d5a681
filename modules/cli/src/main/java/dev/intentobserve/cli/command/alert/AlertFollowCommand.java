package dev.intentobserve.cli.command.alert;

import dev.intentobserve.cli.client.ApiPaths;
import dev.intentobserve.cli.client.CliException;
import dev.intentobserve.cli.client.ServiceClient;
import dev.intentobserve.cli.client.ServiceUnreachableException;
import dev.intentobserve.cli.command.CliCommand;
import dev.intentobserve.cli.render.JsonFields;
import dev.intentobserve.cli.render.JsonPrinter;
import dev.intentobserve.cli.render.NumberText;
import dev.intentobserve.cli.render.OutputFormat;
import dev.intentobserve.cli.render.TextWidth;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.parser.JsonText;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the stream of alert changes; after a lost connection it resumes at the last change. */
@Command(
    name = "follow",
    header = "Prints each change of an alert as it happens.",
    description =
        "Prints each change of an alert as it happens, one per line. Ctrl-C ends it. After a lost"
            + " connection it continues with the next change.")
final class AlertFollowCommand extends CliCommand {
  /** How often to check whether the command should stop. */
  private static final Duration POLL_INTERVAL = Duration.ofMillis(200);

  /** The service sends a heartbeat every 15 seconds. */
  private static final Duration STREAM_TIMEOUT = Duration.ofSeconds(60);

  private static final Duration RECONNECT_DELAY = Duration.ofSeconds(2);

  @Option(names = "--after", description = "Begin after this change; 0 for all changes.")
  private @Nullable Long after;

  private @Nullable String position;
  private String id = "";
  private String data = "";
  private boolean connected;
  private boolean everConnected;

  AlertFollowCommand() {
    super(
        filter("--rule", "Only alerts of this rule."),
        filter("--severity", "info, warning or critical."));
  }

  /** Runs until the command should stop. */
  @Override
  public Integer call() {
    if (after != null) {
      position = Long.toString(after);
    }
    ServiceClient service = service();
    boolean lost = false;
    do {
      id = "";
      data = "";
      try (ServiceClient.Stream stream = service.stream(path(), position)) {
        if (!read(stream)) {
          return 0;
        }
        stream.requireOver();
      } catch (ServiceUnreachableException | CliException e) {
        rethrowUnlessTemporary(e);
      }
      if (!lost || connected) {
        note("connection lost; continuing after change " + position);
      }
      lost = true;
      connected = false;
    } while (terminal().pause().sleep(RECONNECT_DELAY));
    return 0;
  }

  private String path() {
    return ApiPaths.ALERTS + "/stream" + ServiceClient.query(query().parameters());
  }

  /** Reconnects only to a service that has answered before. */
  private void rethrowUnlessTemporary(RuntimeException error) {
    boolean temporary =
        error instanceof ServiceUnreachableException
            || (error instanceof CliException known && known.exit() == CliException.GENERAL);
    if (!temporary || !everConnected) {
      throw error;
    }
  }

  /** False if the command should stop. */
  private boolean read(ServiceClient.Stream stream) {
    Instant lastReceived = terminal().clock().instant();
    while (true) {
      boolean over = stream.over();
      String line = stream.lines().poll(over ? Duration.ZERO : POLL_INTERVAL);
      Instant now = terminal().clock().instant();
      if (!terminal().pause().sleep(Duration.ZERO)) {
        return false;
      }
      if (line != null) {
        lastReceived = now;
        handle(line);
      } else if (over || Duration.between(lastReceived, now).compareTo(STREAM_TIMEOUT) > 0) {
        return true;
      }
    }
  }

  /** A blank line ends an event; only then may its position be used to resume. */
  private void handle(String line) {
    connected = true;
    everConnected = true;
    if (line.startsWith("id: ")) {
      id = line.substring(4);
    } else if (line.startsWith("data: ")) {
      data = line.substring(6);
    } else if (line.isEmpty()) {
      if (!data.isEmpty()) {
        write(JsonText.parseObject(data));
      }
      position = id.isEmpty() ? position : id;
      id = "";
      data = "";
    }
  }

  private void write(Json.Fields alert) {
    out().println(format() == OutputFormat.TEXT ? text(alert) : JsonPrinter.line(alert));
    out().flush();
  }

  private static String text(Json.Fields alert) {
    return String.join(
        "  ",
        NumberText.moment(JsonFields.text(alert, "changed_at")),
        TextWidth.pad(JsonFields.text(alert, "state"), 8),
        TextWidth.pad(JsonFields.text(alert, "severity"), 8),
        JsonFields.text(alert, "rule"),
        JsonFields.text(alert, "summary"));
  }
}
