package dev.intentobserve.cli;

import dev.intentobserve.event.Json;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Sends records. Sending the same bytes again is always safe: the service knows what it has, so
 * whatever is busy is asked again.
 */
final class Ingest {
  private static final String PATH = "/api/v1/events";
  private static final Set<Integer> BUSY = Set.of(429, 502, 503, 504);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  private final Service service;
  private final World.Pause pause;
  private final int attempts;

  /** A refused record by its place in the batch, from 0. */
  record Refused(int index, String reason) {}

  record Result(Tally tally, List<Refused> refused, Json.Fields answer) {}

  /**
   * @param attempts how often a busy service is asked before giving up
   */
  Ingest(Service service, World.Pause pause, int attempts) {
    this.service = service;
    this.pause = pause;
    this.attempts = attempts;
  }

  /**
   * Sends one body.
   *
   * @throws Unreachable when nobody answers or the service stays busy
   */
  Result send(String contentType, byte[] body) {
    Service.Answer answer = service.ask("POST", PATH, contentType, body);
    for (int i = 1; i < attempts && BUSY.contains(answer.status()); i++) {
      if (!pause.sleep(wait(answer, i))) {
        break;
      }
      answer = service.ask("POST", PATH, contentType, body);
    }
    if (BUSY.contains(answer.status())) {
      throw new Unreachable(String.valueOf(Denial.of(answer).getMessage()));
    }
    return result(answer);
  }

  private static Duration wait(Service.Answer answer, int attempt) {
    Duration wait =
        answer
            .header("retry-after")
            .filter(seconds -> seconds.matches("[0-9]{1,6}"))
            .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
            .orElse(Duration.ofMillis(250L << Math.min(attempt, 6)));
    return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
  }

  /** That nothing was taken in is a result too: the details say what of which record. */
  private static Result result(Service.Answer answer) {
    boolean refused = answer.status() == 400 && answer.text().contains("\"all_refused\"");
    Json.Fields result = refused ? answer.json().fields("details") : Service.require(answer).json();
    List<Refused> receipts =
        Fields.objects(result, "receipts").stream()
            .filter(receipt -> receipt.text("status").orElse("").equals("refused"))
            .map(Ingest::refused)
            .toList();
    return new Result(Tally.of(result), receipts, result);
  }

  private static Refused refused(Json.Fields receipt) {
    Json.Fields error = receipt.fields("error");
    return new Refused(
        (int) Fields.number(receipt, "index"),
        error.text("code").orElse("refused")
            + error.text("message").map(message -> ": " + message).orElse(""));
  }
}
