package dev.intentobserve.export;

import dev.intentobserve.export.ExportConfig.Target;
import dev.intentobserve.model.metric.TelemetryNames;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.grpc.client.GrpcClient;
import io.vertx.grpc.client.GrpcClientRequest;
import io.vertx.grpc.client.GrpcClientResponse;
import io.vertx.grpc.common.GrpcMessageDecoder;
import io.vertx.grpc.common.GrpcMessageEncoder;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.grpc.common.ServiceMethod;
import io.vertx.grpc.common.ServiceName;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Sends OTLP over gRPC; without TLS as HTTP/2 with prior knowledge. */
final class GrpcSender implements Sender {
  private static final String DETAILS = "grpc-status-details-bin";

  private final Target target;
  private final ServiceMethod<Buffer, Buffer> method;
  private final CredentialMasker masker;
  private final GrpcClient client;

  /**
   * @param service full name of the service with the method {@code Export}
   */
  GrpcSender(Vertx vertx, Target target, String service) {
    this.target = target;
    this.method =
        ServiceMethod.client(
            ServiceName.create(service),
            "Export",
            GrpcMessageEncoder.IDENTITY,
            GrpcMessageDecoder.IDENTITY);
    this.masker = new CredentialMasker(target.headers().values());
    this.client = GrpcClient.client(vertx, options(target));
  }

  private static HttpClientOptions options(Target target) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_2)
            .setHttp2ClearTextUpgrade(false)
            .setSsl(target.tls())
            .setUseAlpn(target.tls())
            .setConnectTimeout(Math.toIntExact(target.timeout().toMillis()));
    if (target.certificate() != null) {
      options.setTrustOptions(new PemTrustOptions().addCertPath(target.certificate()));
    }
    return options;
  }

  @Override
  public Future<OtlpReply> send(byte[] request) {
    SocketAddress address = SocketAddress.inetSocketAddress(target.port(), target.uri().getHost());
    return client
        .request(address, method)
        .compose(call -> prepared(call).send(Buffer.buffer(request)))
        .compose(GrpcSender::awaitTrailers)
        .timeout(target.timeout().toMillis(), TimeUnit.MILLISECONDS)
        .map(this::classify);
  }

  private GrpcClientRequest<Buffer, Buffer> prepared(GrpcClientRequest<Buffer, Buffer> call) {
    target
        .headers()
        .forEach((name, value) -> call.headers().set(name.toLowerCase(Locale.ROOT), value));
    call.headers().set("user-agent", TelemetryNames.SERVICE);
    if (target.gzip()) {
      call.encoding("gzip");
    }
    return call.timeout(target.timeout().toMillis(), TimeUnit.MILLISECONDS);
  }

  /** A response with its trailers, which contain the status. */
  private record Answer(GrpcClientResponse<Buffer, Buffer> response, @Nullable Buffer message) {}

  private static Future<Answer> awaitTrailers(GrpcClientResponse<Buffer, Buffer> response) {
    return response
        .last()
        .transform(
            last ->
                response.status() == null
                    ? Future.failedFuture(
                        last.failed() ? last.cause() : new TimeoutException("no status"))
                    : Future.succeededFuture(new Answer(response, last.result())));
  }

  private OtlpReply classify(Answer answer) {
    GrpcStatus status = answer.response().status();
    if (status == GrpcStatus.OK) {
      Buffer reply = answer.message();
      return new OtlpReply.Accepted(reply == null ? new byte[0] : reply.getBytes());
    }
    String message = answer.response().statusMessage();
    return ReplyClassifier.grpc(
        status.name(), masker.masked(message == null ? "" : message), details(answer.response()));
  }

  /** A response with trailers only has them in its headers. */
  private static @Nullable String details(GrpcClientResponse<Buffer, Buffer> response) {
    String trailer = response.trailers().get(DETAILS);
    return trailer == null ? response.headers().get(DETAILS) : trailer;
  }

  @Override
  public Future<Void> close() {
    return client.close();
  }
}
