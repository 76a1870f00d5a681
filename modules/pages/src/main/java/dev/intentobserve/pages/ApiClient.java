package dev.intentobserve.pages;

import dev.intentobserve.contract.Fault;
import dev.intentobserve.contract.Turns;
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
final class ApiClient {
  private static final int QUEUE = 200;

  /** Above this an answer is read on a worker thread. */
  private static final int LARGE = 256 << 10;

  private final Vertx vertx;
  private final HttpClient client;
  private final PagesConfig config;

  /** Slow answers to one tenant leave connections to the others. */
  private final Turns turns;

  /**
   * One question.
   *
   * @param to the server
   * @param tenant whose question it is; empty where nobody is known yet
   * @param authorization the viewer's own, or empty
   */
  record Question(
      SocketAddress to,
      String tenant,
      String authorization,
      String correlationId,
      HttpMethod method,
      String uri,
      Buffer body) {}

  ApiClient(Vertx vertx, PagesConfig config) {
    this.vertx = vertx;
    this.config = config;
    int all = config.connections();
    this.turns = new Turns(all, all * 3 / 4, QUEUE, config.tenants());
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setKeepAliveTimeout(5).setDecompressionSupported(false),
            new PoolOptions().setHttp1MaxSize(config.connections()).setMaxWaitQueueSize(QUEUE));
  }

  /** The answer; fails with an {@link ApiFault} where the API does. */
  Future<Reply> ask(Question question) {
    return turns
        .take(vertx, question.tenant(), config.deadline(), () -> answer(question))
        .recover(ApiClient::unreachable)
        .compose(reply -> reply.isLarge(LARGE) ? parsedElsewhere(reply) : parsed(reply));
  }

  private Future<Reply> answer(Question question) {
    return client.request(options(question)).compose(request -> send(request, question.body()));
  }

  /** Does something heavy with an answer where it holds nobody up. */
  <T> Future<T> aside(Reply reply, java.util.concurrent.Callable<T> work) {
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

  private RequestOptions options(Question question) {
    RequestOptions options =
        new RequestOptions()
            .setServer(question.to())
            .setHost("localhost")
            .setPort(question.to().port())
            .setMethod(question.method())
            .setURI(question.uri())
            .setIdleTimeout(config.deadline().toMillis())
            .setConnectTimeout(config.deadline().toMillis())
            .putHeader(HttpHeaders.ACCEPT, "application/json");
    if (!question.authorization().isEmpty()) {
      options.putHeader(HttpHeaders.AUTHORIZATION, question.authorization());
    }
    if (!question.correlationId().isEmpty()) {
      options.putHeader("X-Correlation-ID", question.correlationId());
    }
    return options;
  }

  private Future<Reply> send(HttpClientRequest request, Buffer body) {
    if (body.length() > 0) {
      request.putHeader(HttpHeaders.CONTENT_TYPE, "application/json");
    }
    return request.send(body).compose(this::read);
  }

  /** Reads no more than a page may ask for. */
  private Future<Reply> read(HttpClientResponse response) {
    Promise<Reply> read = Promise.promise();
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
    response.endHandler(end -> read.tryComplete(new Reply(response.statusCode(), body)));
    return read.future();
  }

  private Future<Reply> parsedElsewhere(Reply reply) {
    return vertx.executeBlocking(reply::parsed, false);
  }

  private static Future<Reply> parsed(Reply reply) {
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
