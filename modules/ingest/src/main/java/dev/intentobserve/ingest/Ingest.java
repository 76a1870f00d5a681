package dev.intentobserve.ingest;

import dev.intentobserve.ingest.http.DeadLetterRetryHandler;
import dev.intentobserve.ingest.http.HttpReceiver;
import dev.intentobserve.ingest.pipeline.IngestContext;
import dev.intentobserve.ingest.pipeline.IngestPipeline;
import dev.intentobserve.ports.Meters;
import io.vertx.core.Deployable;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.InstantSource;

/**
 * The front doors. {@link #deployable} opens those to the event bus and to followed files, {@link
 * #mount} those to HTTP. Give both the same config: on one Vert.x they share one gate, sized by
 * whichever came first.
 *
 * <p><b>Event bus</b>: send a {@code JsonObject}, a {@code JsonArray} or a {@code Buffer} (NDJSON
 * unless the header {@code content-type} says otherwise) to {@code intent.events.ingest}; headers
 * mean what they mean over HTTP ({@code content-type}, {@code content-encoding}, {@code ce-*}),
 * {@code receipts: none} leaves the receipts out, and {@code x-correlation-id} comes back in
 * errors. The reply is a {@code JsonObject} as HTTP answers it. Everything else is a {@code
 * ReplyException} whose failure code is the HTTP status and whose message is the JSON error body.
 * Over a cluster the same holds. Wait longer for the reply than the deadline.
 */
public final class Ingest {
  private Ingest() {}

  /** The event bus consumer and the tailer. Needs the store's ports, now or later. */
  public static Deployable deployable(IngestConfig config, InstantSource clock, Meters meters) {
    return new IngestVerticle(config, clock, meters);
  }

  /**
   * Adds {@code POST /api/v1/events} and {@code POST /api/v1/dead-deadLetters/:id/retry}.
   *
   * <p>The routes expect the caller's scope under {@code WebKeys.SCOPE} (without one they answer
   * 401) and an unread body: no {@code BodyHandler} in front, and whoever decides asynchronously
   * there pauses the request first. They write their answers, errors included, themselves. They
   * answer {@code Expect: 100-continue}, so leave the server's own handling of it off, and its
   * decompression too: both would take effect before the limits do.
   */
  public static void mount(
      Router router, Vertx vertx, IngestConfig config, InstantSource clock, Meters meters) {
    IngestContext context = IngestContext.of(vertx, config.settings(), clock, meters);
    IngestPipeline pipeline = new IngestPipeline(context);
    router.post("/api/v1/events").handler(new HttpReceiver(context, pipeline));
    router
        .post("/api/v1/dead-letters/:id/retry")
        .handler(new DeadLetterRetryHandler(context, pipeline));
  }
}
