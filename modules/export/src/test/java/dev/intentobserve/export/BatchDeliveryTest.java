package dev.intentobserve.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.intentobserve.export.ExportConfig.Tuning;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.StorePorts.ExportRefusal;
import dev.intentobserve.testkit.TestEvent;
import dev.intentobserve.testkit.TestFutures;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsPartialSuccess;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceResponse;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
@ExtendWith(VertxExtension.class)
final class BatchDeliveryTest {
  private final ExportTestMeters meters = new ExportTestMeters();
  private final List<Duration> pauses = new ArrayList<>();
  private Supplier<Future<Void>> rest = Future::succeededFuture;
  private final RetryTimer retryTimer =
      new RetryTimer(
          Tuning.DEFAULT.backoff(new Random(7)),
          pause -> {
            pauses.add(pause);
            return rest.get();
          });
  private final ExportRefusals refusals = new ExportRefusals();
  private final List<String> accepted = new ArrayList<>();
  private int requests;

  @Test
  void poisonedRecord_isIsolatedAndTheRestDelivered() {
    TestFutures.await(
        logs(names ->
                names.contains("13") || names.contains("77")
                    ? new OtlpReply.Refused("http_400", "line 1")
                    : new OtlpReply.Accepted(new byte[0]))
            .deliver(records(100), refusals));

    assertThat(accepted).hasSize(98).doesNotContain("13", "77");
    assertThat(refusals.list())
        .containsExactly(
            new ExportRefusal(13, "http_400: line 1"), new ExportRefusal(77, "http_400: line 1"));
    assertThat(meters.counted(TelemetryNames.METRIC_EXPORTED, TelemetryNames.EXPORT_LOGS))
        .isEqualTo(98);
    assertThat(
            meters.counted(
                TelemetryNames.METRIC_EXPORT_REFUSED, TelemetryNames.EXPORT_LOGS, "http_400"))
        .isEqualTo(2);
    assertThat(requests).isLessThan(40);
  }

  @Test
  void largeRequest_isHalvedUntilItFits() {
    TestFutures.await(
        logs(names ->
                names.size() > 10
                    ? new OtlpReply.Refused("http_413", "")
                    : new OtlpReply.Accepted(new byte[0]))
            .deliver(records(100), refusals));

    assertThat(accepted).hasSize(100);
    assertThat(refusals.list()).isEmpty();
  }

  @Test
  void receiverThatRefusesEverything_endsWithARefusalEach() {
    TestFutures.await(
        logs(names -> new OtlpReply.Refused("http_400", "old")).deliver(records(8), refusals));

    assertThat(refusals.list()).hasSize(8);
    assertThat(requests).isEqualTo(15);
  }

  @Test
  void outageOfAWeek_isALoopNotARecursion(Vertx vertx) {
    rest =
        () -> {
          Promise<Void> turn = Promise.promise();
          vertx.runOnContext(turn::complete);
          return turn.future();
        };
    TestFutures.await(
        logs(names ->
                requests <= 20_000
                    ? new OtlpReply.RetryLater("http_503", "", null)
                    : new OtlpReply.Accepted(new byte[0]))
            .deliver(records(3), refusals));

    assertThat(accepted).hasSize(3);
    assertThat(pauses).hasSize(20_000);
    assertThat(
            meters.counted(
                TelemetryNames.METRIC_EXPORT_RETRIES, TelemetryNames.EXPORT_LOGS, "http_503"))
        .isEqualTo(20_000);
  }

  @Test
  void requestedDelay_isHonoured() {
    TestFutures.await(
        logs(names ->
                requests == 1
                    ? new OtlpReply.RetryLater("http_429", "", Duration.ofSeconds(17))
                    : new OtlpReply.Accepted(new byte[0]))
            .deliver(records(3), refusals));

    assertThat(pauses).containsExactly(Duration.ofSeconds(17));
  }

  @Test
  void stoppedTimer_endsWithoutAResult() {
    retryTimer.stop();

    Throwable failure = TestFutures.awaitFailure(logs(names -> null).deliver(records(3), refusals));

    assertThat(failure).isInstanceOf(RetryTimer.TimerStopped.class);
    assertThat(requests).isZero();
  }

  @Test
  void senderThatThrows_countsAsOutage() {
    TestFutures.await(
        logs(names -> {
              if (requests == 1) {
                throw new IllegalStateException("planted");
              }
              return new OtlpReply.Accepted(new byte[0]);
            })
            .deliver(records(3), refusals));

    assertThat(accepted).hasSize(3);
    assertThat(pauses).hasSize(1);
  }

  @Test
  void partiallyTakenLogs_areCountedAndNotSentAgain() {
    TestFutures.await(logs(names -> partialLogs(2, "too old")).deliver(records(10), refusals));

    assertThat(requests).isEqualTo(1);
    assertThat(meters.counted(TelemetryNames.METRIC_EXPORTED, TelemetryNames.EXPORT_LOGS))
        .isEqualTo(8);
    assertThat(
            meters.counted(
                TelemetryNames.METRIC_EXPORT_REFUSED,
                TelemetryNames.EXPORT_LOGS,
                "partial_success"))
        .isEqualTo(2);
    assertThat(refusals.list())
        .containsExactly(
            new ExportRefusal(
                9,
                "partial_success: the destination rejected some records of this batch without naming them: too old"));
  }

  @Test
  void partialSuccessWithoutRejects_isASuccess() {
    TestFutures.await(
        logs(names -> partialLogs(0, "please upgrade")).deliver(records(4), refusals));

    assertThat(meters.counted(TelemetryNames.METRIC_EXPORTED, TelemetryNames.EXPORT_LOGS))
        .isEqualTo(4);
    assertThat(refusals.list()).isEmpty();
  }

  @Test
  void partiallyTakenSpans_areSentAgainUntilTheRejectedOneIsKnown() {
    TestFutures.await(
        traces(names -> partialSpans(names.contains("5") ? 1 : 0)).deliver(spans(16), refusals));

    assertThat(refusals.list()).containsExactly(new ExportRefusal(5, "partial_success: no span"));
    assertThat(meters.counted(TelemetryNames.METRIC_EXPORTED, TelemetryNames.EXPORT_TRACES))
        .isEqualTo(15);
    assertThat(
            meters.counted(
                TelemetryNames.METRIC_EXPORT_REFUSED,
                TelemetryNames.EXPORT_TRACES,
                "partial_success"))
        .isEqualTo(1);
  }

  @Test
  void hugeTrace_isSentInBatches(Vertx vertx) {
    Iterator<ExportItem<Span>> spans =
        IntStream.range(0, 100_000).mapToObj(i -> span(i % 7, Integer.toString(i))).iterator();
    RequestBatcher<Span> batches =
        new RequestBatcher<>(
            vertx, traces(names -> new OtlpReply.Accepted(new byte[0])), Tuning.DEFAULT, refusals);

    TestFutures.await(batches.add(spans).compose(added -> batches.flush()));

    assertThat(accepted).hasSize(100_000).doesNotHaveDuplicates();
    assertThat(requests).isEqualTo(196);
  }

  @Test
  void largeRecords_cutTheBatchByBytes(Vertx vertx) {
    Tuning tuning =
        new Tuning(
            256,
            10,
            Duration.ofSeconds(1),
            512,
            1000,
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1));
    RequestBatcher<Span> batches =
        new RequestBatcher<>(
            vertx, traces(names -> new OtlpReply.Accepted(new byte[0])), tuning, refusals);
    List<ExportItem<Span>> spans =
        LongStream.range(0, 9).mapToObj(i -> span(i, i + "x".repeat(400))).toList();

    TestFutures.await(batches.add(spans.iterator()).compose(added -> batches.flush()));

    assertThat(requests).isEqualTo(3);
  }

  private BatchDelivery<LogRecord> logs(Function<List<String>, OtlpReply> receiver) {
    return delivery(
        OtlpSignal.logs(Map.of()),
        request ->
            ExportLogsServiceRequest.parseFrom(request).getResourceLogsList().stream()
                .flatMap(resource -> resource.getScopeLogs(0).getLogRecordsList().stream())
                .map(record -> record.getBody().getStringValue())
                .toList(),
        receiver);
  }

  private BatchDelivery<Span> traces(Function<List<String>, OtlpReply> receiver) {
    return delivery(
        OtlpSignal.traces(Map.of()),
        request ->
            ExportTraceServiceRequest.parseFrom(request).getResourceSpansList().stream()
                .flatMap(resource -> resource.getScopeSpans(0).getSpansList().stream())
                .map(Span::getName)
                .toList(),
        receiver);
  }

  private interface Parser {
    List<String> names(byte[] request) throws InvalidProtocolBufferException;
  }

  private <T extends com.google.protobuf.MessageLite> BatchDelivery<T> delivery(
      OtlpSignal<T> signal, Parser parser, Function<List<String>, OtlpReply> receiver) {
    Sender sender =
        new Sender() {
          @Override
          public Future<OtlpReply> send(byte[] request) {
            requests++;
            try {
              List<String> names = parser.names(request);
              OtlpReply reply = receiver.apply(names);
              if (reply instanceof OtlpReply.Accepted) {
                accepted.addAll(names);
              }
              return Future.succeededFuture(reply);
            } catch (InvalidProtocolBufferException e) {
              throw new AssertionError(e);
            }
          }

          @Override
          public Future<Void> close() {
            return Future.succeededFuture();
          }
        };
    ExportOutage outage =
        new ExportOutage(
            signal.destination(),
            "http://h:1",
            () -> TestEvent.NOON,
            meters,
            (name, problem) -> {});
    return new BatchDelivery<>(signal, sender, retryTimer, outage, meters);
  }

  private static List<ExportItem<LogRecord>> records(int count) {
    return LongStream.range(0, count)
        .mapToObj(
            i ->
                new ExportItem<>(
                    i,
                    Scope.DEFAULT,
                    LogRecord.newBuilder().setBody(OtlpValues.text(Long.toString(i))).build()))
        .toList();
  }

  private static List<ExportItem<Span>> spans(int count) {
    return LongStream.range(0, count).mapToObj(i -> span(i, Long.toString(i))).toList();
  }

  private static ExportItem<Span> span(long seq, String name) {
    return new ExportItem<>(seq, Scope.DEFAULT, Span.newBuilder().setName(name).build());
  }

  private static OtlpReply partialLogs(long rejected, String message) {
    return new OtlpReply.Accepted(
        ExportLogsServiceResponse.newBuilder()
            .setPartialSuccess(
                ExportLogsPartialSuccess.newBuilder()
                    .setRejectedLogRecords(rejected)
                    .setErrorMessage(message))
            .build()
            .toByteArray());
  }

  private static OtlpReply partialSpans(long rejected) {
    return new OtlpReply.Accepted(
        ExportTraceServiceResponse.newBuilder()
            .setPartialSuccess(
                ExportTracePartialSuccess.newBuilder()
                    .setRejectedSpans(rejected)
                    .setErrorMessage("no span"))
            .build()
            .toByteArray());
  }
}
