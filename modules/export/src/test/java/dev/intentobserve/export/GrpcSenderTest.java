package dev.intentobserve.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.export.FakeOtlpReceiver.Answer;
import dev.intentobserve.model.Scope;
import dev.intentobserve.testkit.TestFutures;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.trace.v1.Span;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.grpc.common.GrpcStatus;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(VertxExtension.class)
final class GrpcSenderTest {
  private static final OtlpSignal<Span> SIGNAL =
      OtlpSignal.traces(Map.of("service.name", "intent"));

  private Vertx vertx;
  private FakeOtlpReceiver otlpReceiver;

  @BeforeEach
  void open(Vertx vertx) {
    this.vertx = vertx;
    this.otlpReceiver = FakeOtlpReceiver.grpc(vertx);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip"})
  void spans_areReceivedWithTheirHeaders(String compression) {
    OtlpReply reply = send(sender("OTEL_EXPORTER_OTLP_COMPRESSION", compression));

    assertThat(reply).isInstanceOf(OtlpReply.Accepted.class);
    assertThat(otlpReceiver.spans).extracting(Span::getName).containsExactly("a", "b");
    assertThat(otlpReceiver.requests.getFirst().headers().get("authorization"))
        .isEqualTo("Basic dTpw");
  }

  @Test
  void partialSuccess_isReturned() throws Exception {
    var response =
        ExportTraceServiceResponse.newBuilder()
            .setPartialSuccess(ExportTracePartialSuccess.newBuilder().setRejectedSpans(1))
            .build();
    otlpReceiver.behaviour =
        request -> new Answer(200, Map.of(), Buffer.buffer(response.toByteArray()));

    OtlpReply.Accepted reply = (OtlpReply.Accepted) send(sender());

    assertThat(SIGNAL.answer(reply.answer()).rejected()).isEqualTo(1);
  }

  @Test
  void invalidArgument_isARefusalWithoutTheCredential() {
    answer(GrpcStatus.INVALID_ARGUMENT, Map.of(), "no span for dTpwdTpw");

    assertThat(send(sender("OTEL_EXPORTER_OTLP_HEADERS", "Authorization=Basic%20dTpwdTpw")))
        .isEqualTo(new OtlpReply.Refused("grpc_invalid_argument", "no span for [REDACTED]"));
  }

  @Test
  void retryInfo_isTheRequestedDelay() {
    answer(
        GrpcStatus.RESOURCE_EXHAUSTED,
        Map.of("grpc-status-details-bin", ReplyClassifierTest.retryInfo(4, 0)),
        "slow down");

    assertThat(send(sender()))
        .isEqualTo(new OtlpReply.RetryLater("grpc_resource_exhausted", "", Duration.ofSeconds(4)));
  }

  @Test
  void unauthenticated_isRetriedWithAdvice() {
    answer(GrpcStatus.UNAUTHENTICATED, Map.of(), "");

    OtlpReply.RetryLater later = (OtlpReply.RetryLater) send(sender());

    assertThat(later.problem()).isEqualTo("grpc_unauthenticated");
    assertThat(later.advice()).contains("OTEL_EXPORTER_OTLP_HEADERS");
  }

  @Test
  void destinationThatIsDown_isAnOutage() {
    GrpcSender sender = sender("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1");

    assertThat(ReplyClassifier.unreachable(TestFutures.awaitFailure(sender.send(request()))))
        .isEqualTo(new OtlpReply.RetryLater("connect", "connection refused", null));
  }

  private void answer(GrpcStatus status, Map<String, String> trailers, String message) {
    otlpReceiver.behaviour = request -> new Answer(status.code, trailers, Buffer.buffer(message));
  }

  private GrpcSender sender(String... more) {
    Map<String, String> environment = new HashMap<>();
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + otlpReceiver.port());
    environment.put("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc");
    environment.put("OTEL_EXPORTER_OTLP_HEADERS", "Authorization=Basic%20dTpw");
    for (int i = 0; i < more.length; i += 2) {
      environment.put(more[i], more[i + 1]);
    }
    ExportConfig config = ExportConfig.fromEnvironment(environment);
    return new GrpcSender(vertx, config.traces(), SIGNAL.service());
  }

  private static OtlpReply send(GrpcSender sender) {
    return TestFutures.await(sender.send(request()));
  }

  private static byte[] request() {
    return SIGNAL
        .request(
            List.of(
                new ExportItem<>(1, Scope.DEFAULT, Span.newBuilder().setName("a").build()),
                new ExportItem<>(2, Scope.DEFAULT, Span.newBuilder().setName("b").build())))
        .toByteArray();
  }
}
