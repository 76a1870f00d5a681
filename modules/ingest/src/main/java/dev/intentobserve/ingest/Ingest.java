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
 * Receives events. {@link #deployable} starts the event bus receiver and the file receivers, {@link
 * #mount} adds the HTTP receivers. Give both the same config: on one Vert.x they share their
 * limits, which the first call sets.
 *
 * <p><b>Event bus</b>: send a {@code JsonObject}, a {@code JsonArray} or a {@code Buffer} (NDJSON
 * unless the header {@code content-type} says otherwise) to {@code intent.events.ingest}. Headers
 * mean the same as over HTTP ({@code content-type}, {@code content-encoding}, {@code ce-*}); {@code
 * receipts: none} leaves the receipts out, and {@code x-correlation-id} is repeated in errors. The
 * reply is the {@code JsonObject} that HTTP would answer. An error is a {@code ReplyException}: its
 * failure code is the HTTP status, its message the JSON error body. The same holds over a cluster.
 * Senders should wait longer for the reply than the deadline.
 */
public final class Ingest {
  private Ingest() {}

  /** The event bus receiver and one file receiver for each file. They use the store's ports. */
  public static Deployable deployable(IngestConfig config, InstantSource clock, Meters meters) {
    return new IngestVerticle(config, clock, meters);
  }

  /**
   * Adds {@code POST /api/v1/events} and {@code POST /api/v1/dead-letters/:id/retry}.
   *
   * <p>The routes expect the caller's scope under {@code RoutingContextKeys.SCOPE} (without it they
   * answer 401) and an unread body: no {@code BodyHandler} in front of them, and an asynchronous
   * handler in front must pause the request. They write all answers themselves, errors included.
   * They answer {@code Expect: 100-continue}; the server must neither do that nor decompress,
   * because both would happen before the limits are checked.
   */
  public static void mount(
      Router router, Vertx vertx, IngestConfig config, InstantSource clock, Meters meters) {
    IngestContext context = IngestContext.of(vertx, config.receivers(), clock, meters);
    IngestPipeline pipeline = new IngestPipeline(context);
    router.post("/api/v1/events").handler(new HttpReceiver(context, pipeline));
    router
        .post("/api/v1/dead-letters/:id/retry")
        .handler(new DeadLetterRetryHandler(context, pipeline));
  }
}
