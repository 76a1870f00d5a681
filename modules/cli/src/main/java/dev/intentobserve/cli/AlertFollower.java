package dev.intentobserve.cli;

import dev.intentobserve.event.Json;
import dev.intentobserve.reading.JsonText;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Follows the stream of alerts; when the connection breaks, goes on behind the last change it saw.
 */
final class AlertFollower {
  /** How often to look whether it is time to stop. */
  private static final Duration LOOK = Duration.ofMillis(200);

  /** The service gives a sign of life every 15 seconds. */
  private static final Duration DEAD = Duration.ofSeconds(60);

  private static final Duration AGAIN = Duration.ofSeconds(2);

  private final Verb verb;
  private final Query filters;
  private @Nullable String position;
  private String id = "";
  private String data = "";
  private boolean connected;
  private boolean everConnected;

  AlertFollower(Verb verb, Query filters) {
    this.verb = verb;
    this.filters = filters;
  }

  /** Until it is time to stop. */
  int run(@Nullable Long after) {
    if (after != null) {
      position = Long.toString(after);
    }
    Service service = verb.root.service();
    boolean lost = false;
    do {
      id = "";
      data = "";
      try (Service.Stream stream = service.stream(path(), position)) {
        if (!read(stream)) {
          return 0;
        }
        stream.requireOver();
      } catch (Unreachable | CliException e) {
        requirePatience(e);
      }
      if (!lost || connected) {
        verb.remark("the stream broke off; going on behind change " + position);
      }
      lost = true;
      connected = false;
    } while (verb.world.pause().sleep(AGAIN));
    return 0;
  }

  private String path() {
    return AlertViews.PATH + "/stream" + Service.query(filters.parameters());
  }

  /** A service that was there may come back; one that never was is an error like any other. */
  private void requirePatience(RuntimeException error) {
    boolean matterOfTime =
        error instanceof Unreachable
            || (error instanceof CliException no && no.exit() == CliException.GENERAL);
    if (!matterOfTime || !everConnected) {
      throw error;
    }
  }

  /** False when it is time to stop. */
  private boolean read(Service.Stream stream) {
    Instant lastSign = verb.world.clock().instant();
    while (true) {
      boolean over = stream.over();
      String line = stream.lines().poll(over ? Duration.ZERO : LOOK);
      Instant now = verb.world.clock().instant();
      if (!verb.world.pause().sleep(Duration.ZERO)) {
        return false;
      }
      if (line != null) {
        lastSign = now;
        take(line);
      } else if (over || Duration.between(lastSign, now).compareTo(DEAD) > 0) {
        return true;
      }
    }
  }

  /** A blank line ends an event: only then is it whole, and its position reached. */
  private void take(String line) {
    connected = true;
    everConnected = true;
    if (line.startsWith("id: ")) {
      id = line.substring(4);
    } else if (line.startsWith("data: ")) {
      data = line.substring(6);
    } else if (line.isEmpty()) {
      if (!data.isEmpty()) {
        tell(JsonText.parseObject(data));
      }
      position = id.isEmpty() ? position : id;
      id = "";
      data = "";
    }
  }

  private void tell(Json.Fields alert) {
    verb.out().println(verb.format() == Format.TEXT ? text(alert) : JsonPrinter.line(alert));
    verb.out().flush();
  }

  private static String text(Json.Fields alert) {
    return String.join(
        "  ",
        Figures.moment(Fields.text(alert, "changed_at")),
        Width.pad(Fields.text(alert, "state"), 8),
        Width.pad(Fields.text(alert, "severity"), 8),
        Fields.text(alert, "rule"),
        Fields.text(alert, "summary"));
  }
}
