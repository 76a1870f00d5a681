package dev.intentobserve.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.event.Scope;
import dev.intentobserve.export.OtlpSink.Answer;
import dev.intentobserve.testkit.Bus;
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
  private static final TraceSignal SIGNAL = new TraceSignal(Map.of("service.name", "intent"));

  private Vertx vertx;
  private OtlpSink sink;

  @BeforeEach
  void open(Vertx vertx) {
    this.vertx = vertx;
    this.sink = OtlpSink.grpc(vertx);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip"})
  void spans_arriveWithTheirHeaders(String compression) {
    Reply reply = send(sender("OTEL_EXPORTER_OTLP_COMPRESSION", compression));

    assertThat(reply).isInstanceOf(Reply.Accepted.class);
    assertThat(sink.spans).extracting(Span::getName).containsExactly("a", "b");
    assertThat(sink.requests.getFirst().headers().get("authorization")).isEqualTo("Basic dTpw");
  }

  @Test
  void partialSuccess_isHandedOn() throws Exception {
    var response =
        ExportTraceServiceResponse.newBuilder()
            .setPartialSuccess(ExportTracePartialSuccess.newBuilder().setRejectedSpans(1))
            .build();
    sink.behaviour = request -> new Answer(200, Map.of(), Buffer.buffer(response.toByteArray()));

    Reply.Accepted reply = (Reply.Accepted) send(sender());

    assertThat(SIGNAL.answer(reply.answer()).rejected()).isEqualTo(1);
  }

  @Test
  void invalidArgument_isARefusalWithoutTheCredential() {
    answer(GrpcStatus.INVALID_ARGUMENT, Map.of(), "no span for dTpwdTpw");

    assertThat(send(sender("OTEL_EXPORTER_OTLP_HEADERS", "Authorization=Basic%20dTpwdTpw")))
        .isEqualTo(new Reply.Refused("grpc_invalid_argument", "no span for [REDACTED]"));
  }

  @Test
  void retryInfo_tellsWhenToComeBack() {
    answer(
        GrpcStatus.RESOURCE_EXHAUSTED,
        Map.of("grpc-status-details-bin", RepliesTest.retryInfo(4, 0)),
        "slow down");

    assertThat(send(sender()))
        .isEqualTo(new Reply.Later("grpc_resource_exhausted", "", Duration.ofSeconds(4)));
  }

  @Test
  void unauthenticated_isTriedOnWithAdvice() {
    answer(GrpcStatus.UNAUTHENTICATED, Map.of(), "");

    Reply.Later later = (Reply.Later) send(sender());

    assertThat(later.problem()).isEqualTo("grpc_unauthenticated");
    assertThat(later.advice()).contains("OTEL_EXPORTER_OTLP_HEADERS");
  }

  @Test
  void receiverThatIsDown_isAnOutage() {
    GrpcSender sender = sender("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1");

    assertThat(Replies.unreachable(Bus.awaitFailure(sender.send(request()))))
        .isEqualTo(new Reply.Later("connect", "nobody listens there", null));
  }

  private void answer(GrpcStatus status, Map<String, String> trailers, String message) {
    sink.behaviour = request -> new Answer(status.code, trailers, Buffer.buffer(message));
  }

  private GrpcSender sender(String... more) {
    Map<String, String> environment = new HashMap<>();
    environment.put("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + sink.port());
    environment.put("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc");
    environment.put("OTEL_EXPORTER_OTLP_HEADERS", "Authorization=Basic%20dTpw");
    for (int i = 0; i < more.length; i += 2) {
      environment.put(more[i], more[i + 1]);
    }
    ExportConfig config = ExportConfig.fromEnvironment(environment);
    return new GrpcSender(vertx, config.traces(), SIGNAL.service());
  }

  private static Reply send(GrpcSender sender) {
    return Bus.await(sender.send(request()));
  }

  private static byte[] request() {
    return SIGNAL
        .request(
            List.of(
                new Item<>(1, Scope.DEFAULT, Span.newBuilder().setName("a").build()),
                new Item<>(2, Scope.DEFAULT, Span.newBuilder().setName("b").build())))
        .toByteArray();
  }
}
