package dev.intentobserve.ingest.http;

import dev.intentobserve.ingest.body.BodySniffer;
import dev.intentobserve.ingest.error.IngestException;
import dev.intentobserve.ingest.pipeline.AdmissionControl;
import dev.intentobserve.ingest.pipeline.IngestContext;
import dev.intentobserve.ingest.pipeline.IngestPipeline;
import dev.intentobserve.ingest.pipeline.IngestResult;
import dev.intentobserve.ingest.pipeline.RequestDeadline;
import dev.intentobserve.model.event.DeadLetter;
import dev.intentobserve.model.event.Refusal;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.DeadLetterOf;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * {@code POST /api/v1/dead-deadLetters/{id}/retry}: reads a refused record once more, as it is or
 * in a corrected form. Stored or found to be a duplicate, the letter is closed with it; refused
 * again, it stays open.
 */
public final class DeadLetterRetryHandler implements Handler<RoutingContext> {
  private static final String RECEIVER = "retry";
  private static final String OPEN = "open";

  private final IngestContext context;
  private final IngestPipeline pipeline;

  public DeadLetterRetryHandler(IngestContext context, IngestPipeline pipeline) {
    this.context = context;
    this.pipeline = pipeline;
  }

  @Override
  public void handle(RoutingContext ctx) {
    IngestResponse answer = new IngestResponse(context, ctx);
    Future.succeededFuture()
        .map(start -> new DeadLetterOf(answer.scope(), id(ctx)))
        .compose(
            deadLetter -> {
              AdmissionControl admission = context.admission(deadLetter.scope().tenant(), RECEIVER);
              return RequestBodyReader.read(context, ctx.request(), admission)
                  .onFailure(error -> admission.release())
                  .compose(corrected -> retry(deadLetter, corrected, admission));
            })
        .compose(answer::result)
        .onFailure(answer::failed);
  }

  private Future<IngestResult> retry(
      DeadLetterOf asked, byte[] corrected, AdmissionControl admission) {
    RequestDeadline deadline = RequestDeadline.in(context.config().deadline());
    IngestPipeline.Sender sender = new IngestPipeline.Sender(asked.scope(), RECEIVER);
    return deadline.bound(
        admission.runAdmitted(
            () ->
                StorePorts.FIND_DEAD_LETTER
                    .ask(context.vertx(), asked, deadline.left())
                    .map(deadLetter -> record(deadLetter, corrected))
                    .compose(
                        record ->
                            pipeline.ingestCorrection(sender, record, asked.id(), deadline))));
  }

  private static byte[] record(Optional<DeadLetter> found, byte[] corrected) {
    DeadLetter deadLetter = found.orElseThrow(DeadLetterRetryHandler::deadLetterNotFound);
    if (!deadLetter.status().equals(OPEN)) {
      throw IngestException.conflict(
          "dead_letter_closed", "The dead letter is " + deadLetter.status() + " already.");
    }
    if (!BodySniffer.isBlank(corrected)) {
      return corrected;
    }
    if (isTruncated(deadLetter)) {
      throw IngestException.unprocessable(
          "body_incomplete",
          "Only the beginning of this record was kept; retry with the corrected record as body.");
    }
    return deadLetter.body().array();
  }

  /** By the reason, not by the size alone: redaction, too, changes how long a body is. */
  private static boolean isTruncated(DeadLetter deadLetter) {
    boolean shorter = deadLetter.body().length() < deadLetter.size();
    return shorter
        && (deadLetter.reason() == Refusal.RECORD_TOO_LARGE || deadLetter.body().length() == 0);
  }

  private static long id(RoutingContext ctx) {
    try {
      return Long.parseLong(ctx.pathParam("id"));
    } catch (NumberFormatException e) {
      throw deadLetterNotFound();
    }
  }

  private static IngestException deadLetterNotFound() {
    return IngestException.missing("dead_letter_not_found", "There is no such dead letter.");
  }
}
