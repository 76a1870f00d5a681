package dev.intentobserve.ui.http;

import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.flow.FairScheduler;
import dev.intentobserve.ui.UiConfig;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;

/**
 * Asks the public API of this very server over HTTP. Where that is, the viewer's own connection
 * tells: it ends there.
 */
public final class LoopbackApiClient {
  private static final int QUEUE = 200;

  /** Above this an answer is read on a worker thread. */
  private static final int LARGE = 256 << 10;

  private final Vertx vertx;
  private final HttpClient client;
  private final UiConfig config;

  /** Slow answers to one tenant leave connections to the others. */
  private final FairScheduler turns;

  /**
   * One question.
   *
   * @param to the server
   * @param tenant whose question it is; empty where nobody is known yet
   * @param authorization the viewer's own, or empty
   */
  record ApiCall(
      SocketAddress to,
      String tenant,
      String authorization,
      String correlationId,
      HttpMethod method,
      String uri,
      Buffer body) {}

  public LoopbackApiClient(Vertx vertx, UiConfig config) {
    this.vertx = vertx;
    this.config = config;
    int all = config.connections();
    this.turns = new FairScheduler(all, all * 3 / 4, QUEUE, config.tenants());
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setKeepAliveTimeout(5).setDecompressionSupported(false),
            new PoolOptions().setHttp1MaxSize(config.connections()).setMaxWaitQueueSize(QUEUE));
  }

  /** The answer; fails with an {@link ApiFault} where the API does. */
  Future<ApiReply> call(ApiCall apiRequest) {
    return turns
        .take(vertx, apiRequest.tenant(), config.deadline(), () -> answer(apiRequest))
        .recover(LoopbackApiClient::unreachable)
        .compose(reply -> reply.isLarge(LARGE) ? parseOnWorker(reply) : parsed(reply));
  }

  private Future<ApiReply> answer(ApiCall apiRequest) {
    return client.request(options(apiRequest)).compose(request -> send(request, apiRequest.body()));
  }

  /** Does something heavy with an answer where it holds nobody up. */
  public <T> Future<T> runOnWorkerIfLarge(ApiReply reply, java.util.concurrent.Callable<T> work) {
    return reply.isLarge(LARGE)
        ? vertx.executeBlocking(work, false)
        : Future.future(p -> run(work, p));
  }

  private static <T> void run(java.util.concurrent.Callable<T> work, Promise<T> promise) {
    try {
      promise.complete(work.call());
    } catch (Exception e) {
      promise.fail(e);
    }
  }

  private RequestOptions options(ApiCall apiRequest) {
    RequestOptions options =
        new RequestOptions()
            .setServer(apiRequest.to())
            .setHost("localhost")
            .setPort(apiRequest.to().port())
            .setMethod(apiRequest.method())
            .setURI(apiRequest.uri())
            .setIdleTimeout(config.deadline().toMillis())
            .setConnectTimeout(config.deadline().toMillis())
            .putHeader(HttpHeaders.ACCEPT, "application/json");
    if (!apiRequest.authorization().isEmpty()) {
      options.putHeader(HttpHeaders.AUTHORIZATION, apiRequest.authorization());
    }
    if (!apiRequest.correlationId().isEmpty()) {
      options.putHeader("X-Correlation-ID", apiRequest.correlationId());
    }
    return options;
  }

  private Future<ApiReply> send(HttpClientRequest request, Buffer body) {
    if (body.length() > 0) {
      request.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
    }
    return request.send(body).compose(this::read);
  }

  /** Reads no more than a page may ask for. */
  private Future<ApiReply> read(HttpClientResponse response) {
    Promise<ApiReply> read = Promise.promise();
    Buffer body = Buffer.buffer();
    response.exceptionHandler(read::tryFail);
    response.handler(
        part -> {
          if (body.length() + part.length() > config.largestAnswer()) {
            read.tryFail(tooLarge());
            response.request().reset();
          } else {
            body.appendBuffer(part);
          }
        });
    response.endHandler(end -> read.tryComplete(new ApiReply(response.statusCode(), body)));
    return read.future();
  }

  private Future<ApiReply> parseOnWorker(ApiReply reply) {
    return vertx.executeBlocking(reply::parsed, false);
  }

  private static Future<ApiReply> parsed(ApiReply reply) {
    return Future.future(promise -> run(reply::parsed, promise));
  }

  private static <T> Future<T> unreachable(Throwable error) {
    if (error instanceof Fault busy) {
      return Future.failedFuture(
          new ApiFault(busy.kind().status(), busy.code(), String.valueOf(busy.getMessage())));
    }
    return Future.failedFuture(
        error instanceof ApiFault
            ? error
            : new ApiFault(
                503, "api_unreachable", "The service did not answer its own page: " + error));
  }

  private static ApiFault tooLarge() {
    return new ApiFault(
        413,
        "answer_too_large",
        "There is more here than a page can show. Narrow it by a filter, or ask the API itself.");
  }
}
