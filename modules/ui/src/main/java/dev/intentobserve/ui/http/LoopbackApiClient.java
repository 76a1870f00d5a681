package dev.intentobserve.ui.http;

import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.flow.FairScheduler;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * Calls the public API of this very server over HTTP, at the address at which the viewer's own
 * request arrived. So a page can show and do nothing that the viewer's key does not allow.
 */
public final class LoopbackApiClient {
  private static final int QUEUE = 200;

  /**
   * Bytes; larger answers are parsed on a worker thread, so that they do not block the event loop.
   */
  private static final int LARGE = 256 << 10;

  private final Vertx vertx;
  private final HttpClient client;
  private final Duration deadline;
  private final int largestAnswer;

  /** Slow answers to one tenant leave connections to the others. */
  private final FairScheduler scheduler;

  /**
   * A client with these limits.
   *
   * @param connections the most at once; further calls wait
   * @param deadline of one call
   * @param largestAnswer bytes; larger ones fail with 413
   * @param tenants that share the connections
   */
  public LoopbackApiClient(
      Vertx vertx, int connections, Duration deadline, int largestAnswer, Set<String> tenants) {
    this.vertx = vertx;
    this.deadline = deadline;
    this.largestAnswer = largestAnswer;
    this.scheduler = new FairScheduler(connections, connections * 3 / 4, QUEUE, tenants);
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setKeepAliveTimeout(5).setDecompressionSupported(false),
            new PoolOptions().setHttp1MaxSize(connections).setMaxWaitQueueSize(QUEUE));
  }

  /**
   * Fails with an {@link ApiFault} where the API answers with an error.
   *
   * @param tenant empty before login
   * @param to resource, method and the viewer's own headers
   */
  Future<ApiReply> call(String tenant, RequestOptions to, Buffer body) {
    to.setIdleTimeout(deadline.toMillis())
        .setConnectTimeout(deadline.toMillis())
        .putHeader(HttpHeaders.ACCEPT, "application/json");
    if (body.length() > 0) {
      to.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
    }
    return scheduler
        .take(
            vertx,
            tenant,
            deadline,
            () -> client.request(to).compose(open -> open.send(body).compose(this::read)))
        .recover(LoopbackApiClient::unreachable)
        .compose(reply -> runOnWorkerIfLarge(reply, reply::parsed));
  }

  /** Runs {@code work} where it does not block the event loop for long. */
  public <T> Future<T> runOnWorkerIfLarge(ApiReply reply, Callable<T> work) {
    if (reply.isLarge(LARGE)) {
      return vertx.executeBlocking(work, false);
    }
    try {
      return Future.succeededFuture(work.call());
    } catch (Exception e) {
      return Future.failedFuture(e);
    }
  }

  private Future<ApiReply> read(HttpClientResponse response) {
    Promise<ApiReply> read = Promise.promise();
    Buffer body = Buffer.buffer();
    response.exceptionHandler(read::tryFail);
    response.handler(
        part -> {
          if (body.length() + part.length() > largestAnswer) {
            read.tryFail(tooLarge());
            response.request().reset();
          } else {
            body.appendBuffer(part);
          }
        });
    response.endHandler(end -> read.tryComplete(new ApiReply(response.statusCode(), body)));
    return read.future();
  }

  private static <T> Future<T> unreachable(Throwable error) {
    if (error instanceof Fault busy) {
      return Future.failedFuture(
          new ApiFault(busy.kind().status(), busy.code(), String.valueOf(busy.getMessage())));
    }
    return Future.failedFuture(
        error instanceof ApiFault
            ? error
            : new ApiFault(503, "api_unreachable", "The API did not answer: " + error));
  }

  private static ApiFault tooLarge() {
    return new ApiFault(
        413,
        "answer_too_large",
        "This is more than a page can show. Narrow it with a filter, or use the API.");
  }
}
