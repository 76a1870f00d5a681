package dev.intentobserve.notification;

import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.notification.NotificationConfig.Channel;
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
 * Posts requests to one channel. Only the response status counts; the body is discarded, up to a
 * limit. Redirects are not followed, because the request may contain secrets.
 */
final class HttpTransport {
  private static final int MAX_RESPONSE_BYTES = 64 << 10;

  private final InstantSource clock;
  private final int timeoutMillis;
  private final HttpClient client;

  HttpTransport(Vertx vertx, Channel channel, InstantSource clock) {
    this.clock = clock;
    this.timeoutMillis = (int) Math.min(Integer.MAX_VALUE, channel.timeout().toMillis());
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setKeepAlive(false) // alerts are rare: a kept connection would be stale by then
                .setVerifyHost(true)
                .setTrustAll(false)
                .setConnectTimeout(timeoutMillis)
                .setDecompressionSupported(false));
  }

  /** Never fails: no response is a {@link DeliveryResponse}, too. */
  Future<DeliveryResponse> send(MessageFormat.OutgoingRequest outgoing) {
    return Future.succeededFuture(outgoing)
        .map(this::options)
        .compose(client::request)
        .compose(request -> post(request, outgoing))
        .otherwise(error -> DeliveryResponse.unanswered(code(error)));
  }

  private RequestOptions options(MessageFormat.OutgoingRequest outgoing) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setAbsoluteURI(outgoing.url())
            .setFollowRedirects(false)
            .setConnectTimeout(timeoutMillis)
            .putHeader("user-agent", TelemetryNames.SERVICE)
            .putHeader("content-type", "application/json");
    outgoing.headers().forEach(options::putHeader);
    return options;
  }

  private Future<DeliveryResponse> post(
      HttpClientRequest request, MessageFormat.OutgoingRequest outgoing) {
    return request
        .send(Buffer.buffer(outgoing.body()))
        .timeout(timeoutMillis, TimeUnit.MILLISECONDS)
        .onFailure(error -> request.reset())
        .map(response -> delivered(request, response));
  }

  private DeliveryResponse delivered(HttpClientRequest request, HttpClientResponse response) {
    drain(request, response);
    return DeliveryResponse.http(
        response.statusCode(), response.getHeader("retry-after"), clock.instant());
  }

  private void drain(HttpClientRequest request, HttpClientResponse response) {
    int[] seen = {0};
    response.exceptionHandler(error -> request.reset());
    response.handler(
        part -> {
          seen[0] += part.length();
          if (seen[0] > MAX_RESPONSE_BYTES) {
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
      String code =
          switch (cause) {
            case TimeoutException late -> "timeout";
            case SSLException untrusted -> "tls_failed";
            case UnknownHostException nowhere -> "unknown_host";
            case ConnectException closed -> "connect_failed";
            default -> "";
          };
      if (!code.isEmpty()) {
        return code;
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
