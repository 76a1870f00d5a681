package dev.intentobserve.ingest.http;

import dev.intentobserve.ingest.body.BodySniffer;
import dev.intentobserve.ingest.error.IngestException;
import dev.intentobserve.ingest.pipeline.AdmissionControl;
import dev.intentobserve.ingest.pipeline.IngestContext;
import dev.intentobserve.ingest.pipeline.IngestPipeline;
import dev.intentobserve.ingest.pipeline.IngestPipeline.RequestSource;
import dev.intentobserve.ingest.pipeline.IngestResult;
import dev.intentobserve.model.event.DeadLetter;
import dev.intentobserve.model.event.Refusal;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.Scoped;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * {@code POST /api/v1/dead-letters/{id}/retry}: parses a refused record again, either as it was
 * kept or in the corrected form in the request's body. The dead letter is closed when the record is
 * stored or known to be a duplicate; it stays open when the record is refused again.
 */
public record DeadLetterRetryHandler(IngestContext context, IngestPipeline pipeline)
    implements Handler<RoutingContext> {
  private static final String RECEIVER = "retry";
  private static final String OPEN = "open";

  @Override
  public void handle(RoutingContext ctx) {
    new IngestResponse(context, ctx)
        .answer(
            scope -> {
              Scoped<Long> deadLetter = new Scoped<>(scope, id(ctx));
              AdmissionControl admission = context.admission(scope.tenant(), RECEIVER);
              return RequestBodyReader.read(context, ctx.request(), admission)
                  .onFailure(error -> admission.release())
                  .compose(corrected -> retry(deadLetter, corrected, admission));
            });
  }

  private Future<IngestResult> retry(
      Scoped<Long> asked, byte[] corrected, AdmissionControl admission) {
    RequestSource source = new RequestSource(asked.scope(), RECEIVER);
    return context.withDeadline(
        admission,
        deadline ->
            StorePorts.FIND_DEAD_LETTER
                .ask(context.vertx(), asked, deadline.left())
                .map(deadLetter -> record(deadLetter, corrected))
                .compose(
                    record -> pipeline.ingestCorrection(source, record, asked.value(), deadline)));
  }

  private static byte[] record(Optional<DeadLetter> found, byte[] corrected) {
    DeadLetter deadLetter = found.orElseThrow(DeadLetterRetryHandler::deadLetterNotFound);
    if (!deadLetter.status().equals(OPEN)) {
      throw IngestException.of(
          409, "dead_letter_closed", "The dead letter is already " + deadLetter.status() + ".");
    }
    if (!BodySniffer.isBlank(corrected)) {
      return corrected;
    }
    if (isTruncated(deadLetter)) {
      throw IngestException.of(
          422,
          "body_incomplete",
          "Only the beginning of this record was kept; send the corrected record as the body.");
    }
    return deadLetter.body().array();
  }

  /** Size alone does not tell: redaction also changes the length of a body. */
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
    return IngestException.of(404, "dead_letter_not_found", "Dead letter not found.");
  }
}
