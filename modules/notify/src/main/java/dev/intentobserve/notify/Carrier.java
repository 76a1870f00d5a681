package dev.intentobserve.notify;

import dev.intentobserve.event.Names;
import dev.intentobserve.notify.NotifyConfig.Channel;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Posts letters to one channel. The answer is its status; a body is read away up to a limit and
 * looked at by nobody. Redirects are not followed, because the request itself may be a secret.
 */
final class Carrier {
  private static final int LONGEST_ANSWER = 64 << 10;

  private final InstantSource clock;
  private final int timeoutMillis;
  private final HttpClient client;

  Carrier(Vertx vertx, Channel channel, InstantSource clock) {
    this.clock = clock;
    this.timeoutMillis = (int) Math.min(Integer.MAX_VALUE, channel.timeout().toMillis());
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setKeepAlive(false) // between two alerts any kept connection would have gone stale
                .setVerifyHost(true)
                .setTrustAll(false)
                .setConnectTimeout(timeoutMillis)
                .setDecompressionSupported(false));
  }

  /** Never fails: that nobody answered is an answer too. */
  Future<Reply> send(Letter letter) {
    return Future.succeededFuture(letter)
        .map(this::options)
        .compose(client::request)
        .compose(request -> post(request, letter))
        .otherwise(error -> Reply.unanswered(code(error)));
  }

  private RequestOptions options(Letter letter) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setAbsoluteURI(letter.url())
            .setFollowRedirects(false)
            .setConnectTimeout(timeoutMillis)
            .putHeader("user-agent", Names.SERVICE)
            .putHeader("content-type", "application/json");
    letter.headers().forEach(options::putHeader);
    return options;
  }

  private Future<Reply> post(HttpClientRequest request, Letter letter) {
    return request
        .send(Buffer.buffer(letter.body()))
        .timeout(timeoutMillis, TimeUnit.MILLISECONDS)
        .onFailure(error -> request.reset())
        .map(response -> judge(request, response));
  }

  private Reply judge(HttpClientRequest request, HttpClientResponse response) {
    readAway(request, response);
    return Reply.http(response.statusCode(), response.getHeader("retry-after"), clock.instant());
  }

  private void readAway(HttpClientRequest request, HttpClientResponse response) {
    int[] seen = {0};
    response.exceptionHandler(error -> request.reset());
    response.handler(
        part -> {
          seen[0] += part.length();
          if (seen[0] > LONGEST_ANSWER) {
            request.reset();
          }
        });
    response
        .end()
        .timeout(timeoutMillis, TimeUnit.MILLISECONDS)
        .onFailure(error -> request.reset());
  }

  private static String code(Throwable error) {
    for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
      if (cause instanceof TimeoutException) {
        return "timeout";
      }
      if (cause instanceof SSLException) {
        return "tls_failed";
      }
      if (cause instanceof UnknownHostException) {
        return "unknown_host";
      }
      if (cause instanceof ConnectException) {
        return "connect_failed";
      }
    }
    return error instanceof IOException || error instanceof HttpClosedException
        ? "connection_closed"
        : "send_failed";
  }

  Future<Void> close() {
    return client.close();
  }
}
