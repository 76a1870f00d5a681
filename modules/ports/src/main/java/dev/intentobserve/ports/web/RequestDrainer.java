package dev.intentobserve.ports.web;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;

/**
 * Reads and discards the rest of a request body that was answered early, within bounds, then closes
 * the connection. Most clients read the response only after sending the whole body; closing at once
 * would show them a reset connection instead of the response.
 */
public final class RequestDrainer {
  /** More than the default limit of a body. */
  public static final long MOST_BYTES = 64L << 20;

  /** A client that sends nothing for this long has read the response, or never will. */
  private static final Duration QUIET = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final HttpServerRequest request;
  private final long timer;
  private long left;
  private long looksLeft;
  private boolean quiet;

  private RequestDrainer(Vertx vertx, HttpServerRequest request, long most, Duration longest) {
    this.vertx = vertx;
    this.request = request;
    this.left = most;
    this.looksLeft = longest.dividedBy(QUIET);
    this.timer = vertx.setPeriodic(QUIET.toMillis(), tick -> look());
  }

  /** To be called on the request's context once its response is written. */
  public static void rest(Vertx vertx, HttpServerRequest request, long most, Duration longest) {
    if (request.isEnded()) {
      request.connection().close();
    } else {
      new RequestDrainer(vertx, request, most, longest).start();
    }
  }

  private void start() {
    request
        .exceptionHandler(lost -> vertx.cancelTimer(timer))
        .handler(part -> passed(part.length()))
        .endHandler(end -> close())
        .resume();
  }

  private void look() {
    if (quiet || looksLeft <= 0) {
      close();
    }
    looksLeft--;
    quiet = true;
  }

  private void passed(int bytes) {
    quiet = false;
    left -= bytes;
    if (left < 0) {
      close();
    }
  }

  private void close() {
    vertx.cancelTimer(timer);
    request.connection().close();
  }
}
