package dev.intentobserve.intake;

import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.DeadLetterOf;
import dev.intentobserve.event.DeadLetter;
import dev.intentobserve.event.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * {@code POST /api/v1/dead-letters/{id}/retry}: reads a refused record once more, as it is or in a
 * corrected form. Stored or found to be a duplicate, the letter is closed with it; refused again,
 * it stays open.
 */
final class RetryDoor implements Handler<RoutingContext> {
  private static final String DOOR = "retry";
  private static final String OPEN = "open";

  private final Hall hall;
  private final Ingestion ingestion;

  RetryDoor(Hall hall, Ingestion ingestion) {
    this.hall = hall;
    this.ingestion = ingestion;
  }

  @Override
  public void handle(RoutingContext ctx) {
    HttpAnswer answer = new HttpAnswer(hall, ctx);
    Future.succeededFuture()
        .map(start -> new DeadLetterOf(answer.scope(), id(ctx)))
        .compose(
            letter -> {
              Admission admission = hall.admission(letter.scope().tenant(), DOOR);
              return IncomingBody.read(hall, ctx.request(), admission)
                  .onFailure(error -> admission.release())
                  .compose(corrected -> retry(letter, corrected, admission));
            })
        .compose(answer::result)
        .onFailure(answer::failed);
  }

  private Future<Tally> retry(DeadLetterOf asked, byte[] corrected, Admission admission) {
    Deadline deadline = Deadline.in(hall.config().deadline());
    Ingestion.Sender sender = new Ingestion.Sender(asked.scope(), DOOR);
    return deadline.bound(
        admission.during(
            () ->
                StoreContract.FIND_DEAD_LETTER
                    .ask(hall.vertx(), asked, deadline.left())
                    .map(letter -> record(letter, corrected))
                    .compose(record -> ingestion.retake(sender, record, asked.id(), deadline))));
  }

  private static byte[] record(Optional<DeadLetter> found, byte[] corrected) {
    DeadLetter letter = found.orElseThrow(RetryDoor::noSuchLetter);
    if (!letter.status().equals(OPEN)) {
      throw Problem.conflict(
          "dead_letter_closed", "The dead letter is " + letter.status() + " already.");
    }
    if (!Glance.isBlank(corrected)) {
      return corrected;
    }
    if (isCut(letter)) {
      throw Problem.unprocessable(
          "body_incomplete",
          "Only the beginning of this record was kept; retry with the corrected record as body.");
    }
    return letter.body().array();
  }

  /** By the reason, not by the size alone: redaction, too, changes how long a body is. */
  private static boolean isCut(DeadLetter letter) {
    boolean shorter = letter.body().length() < letter.size();
    return shorter && (letter.reason() == Refusal.RECORD_TOO_LARGE || letter.body().length() == 0);
  }

  private static long id(RoutingContext ctx) {
    try {
      return Long.parseLong(ctx.pathParam("id"));
    } catch (NumberFormatException e) {
      throw noSuchLetter();
    }
  }

  private static Problem noSuchLetter() {
    return Problem.missing("dead_letter_not_found", "There is no such dead letter.");
  }
}
