package dev.intentobserve.cli.client;

import dev.intentobserve.cli.render.JsonFields;
import dev.intentobserve.cli.render.Terminal;
import dev.intentobserve.model.Backoff;
import dev.intentobserve.model.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Sends records, again while the service is busy. That is always safe: what it has stored already,
 * it answers as a duplicate.
 */
public final class IngestClient {
  private static final Set<Integer> BUSY_STATUSES = Set.of(429, 502, 503, 504);
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(500), Duration.ofSeconds(16), Duration.ofSeconds(30), null);

  private final ServiceClient service;
  private final Terminal.Pause pause;
  private final int attempts;

  /** A refused record; {@code index} counts from 0 in the body. */
  public record Refused(int index, String reason) {}

  public record Result(IngestCounts counts, List<Refused> refused, Json.Fields answer) {}

  /**
   * Sends to {@code service}.
   *
   * @param attempts how often a busy service is asked
   */
  public IngestClient(ServiceClient service, Terminal.Pause pause, int attempts) {
    this.service = service;
    this.pause = pause;
    this.attempts = attempts;
  }

  /**
   * Sends one body.
   *
   * @throws ServiceUnreachableException if the service does not answer or stays busy
   */
  public Result send(String contentType, byte[] body) {
    ServiceClient.Answer answer = service.ask("POST", ApiPaths.EVENTS, contentType, body);
    for (int i = 1; i < attempts && BUSY_STATUSES.contains(answer.status()); i++) {
      if (!pause.sleep(wait(answer, i))) {
        break;
      }
      answer = service.ask("POST", ApiPaths.EVENTS, contentType, body);
    }
    if (BUSY_STATUSES.contains(answer.status())) {
      throw new ServiceUnreachableException(String.valueOf(ApiError.of(answer).getMessage()));
    }
    return result(answer);
  }

  private static Duration wait(ServiceClient.Answer answer, int attempt) {
    Duration requested =
        answer
            .header("retry-after")
            .filter(seconds -> seconds.matches("[0-9]{1,6}"))
            .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
            .orElse(null);
    return BACKOFF.pause(attempt, requested);
  }

  /** An answer that all records were refused is a result too; its details have the receipts. */
  private static Result result(ServiceClient.Answer answer) {
    boolean refused = answer.status() == 400 && answer.text().contains("\"all_refused\"");
    Json.Fields result =
        refused ? answer.json().fields("details") : ServiceClient.require(answer).json();
    List<Refused> receipts =
        JsonFields.objects(result, "receipts").stream()
            .filter(receipt -> receipt.text("status").orElse("").equals("refused"))
            .map(IngestClient::refused)
            .toList();
    return new Result(IngestCounts.of(result), receipts, result);
  }

  private static Refused refused(Json.Fields receipt) {
    Json.Fields error = receipt.fields("error");
    return new Refused(
        (int) JsonFields.number(receipt, "index"),
        error.text("code").orElse("refused")
            + error.text("message").map(message -> ": " + message).orElse(""));
  }
}
