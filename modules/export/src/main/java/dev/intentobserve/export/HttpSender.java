package dev.intentobserve.export;

import dev.intentobserve.export.ExportConfig.Target;
import dev.intentobserve.model.metric.TelemetryNames;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/**
 * Sends OTLP over HTTP with binary protobuf. Redirects are not followed, because the headers hold
 * credentials.
 */
final class HttpSender implements Sender {
  private static final String PROTOBUF = "application/x-protobuf";

  private final Vertx vertx;
  private final Target target;
  private final InstantSource clock;
  private final CredentialMasker masker;
  private final WebClient client;

  HttpSender(Vertx vertx, Target target, InstantSource clock) {
    this.vertx = vertx;
    this.target = target;
    this.clock = clock;
    this.masker = new CredentialMasker(target.headers().values());
    this.client = WebClient.create(vertx, options(target));
  }

  private static WebClientOptions options(Target target) {
    WebClientOptions options =
        new WebClientOptions()
            .setUserAgent(TelemetryNames.SERVICE)
            .setFollowRedirects(false)
            .setConnectTimeout(Math.toIntExact(target.timeout().toMillis()));
    if (target.certificate() != null) {
      options.setTrustOptions(new PemTrustOptions().addCertPath(target.certificate()));
    }
    return options;
  }

  @Override
  public Future<OtlpReply> send(byte[] request) {
    return body(request)
        .compose(body -> request().sendBuffer(body))
        .timeout(target.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .map(this::classify);
  }

  private Future<Buffer> body(byte[] request) {
    return target.gzip()
        ? vertx.executeBlocking(() -> gzipped(request), false)
        : Future.succeededFuture(Buffer.buffer(request));
  }

  private static Buffer gzipped(byte[] request) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(request.length / 4 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(request);
    }
    return Buffer.buffer(bytes.toByteArray());
  }

  private HttpRequest<Buffer> request() {
    HttpRequest<Buffer> request =
        client
            .requestAbs(HttpMethod.POST, target.uri().toString())
            .timeout(target.timeout().toMillis());
    target.headers().forEach(request::putHeader);
    request.putHeader("content-type", PROTOBUF);
    if (target.gzip()) {
      request.putHeader("content-encoding", "gzip");
    }
    return request;
  }

  private OtlpReply classify(HttpResponse<Buffer> response) {
    byte[] body = response.body() == null ? new byte[0] : response.body().getBytes();
    String type = String.valueOf(response.getHeader("content-type"));
    if (response.statusCode() / 100 == 2) {
      return type.startsWith("text/html")
          ? ReplyClassifier.notOtlp()
          : new OtlpReply.Accepted(body);
    }
    String message =
        type.startsWith(PROTOBUF)
            ? ReplyClassifier.statusMessage(body)
            : Buffer.buffer(body).toString();
    return ReplyClassifier.http(
        response.statusCode(),
        response.getHeader("retry-after"),
        masker.masked(message),
        clock.instant());
  }

  @Override
  public Future<Void> close() {
    client.close();
    return Future.succeededFuture();
  }
}
