package dev.intentobserve.export;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.intentobserve.export.FakeOtlpReceiver.Answer;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.event.Claim;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.StorePorts.ExportRefusal;
import dev.intentobserve.ports.StorePorts.ReadAfter;
import dev.intentobserve.testkit.TestEvent;
import dev.intentobserve.testkit.TestFutures;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;

@ExtendWith(VertxExtension.class)
final class ExportTest {
  private static final EntityKey INTENT = TestEvent.key(EntityKind.INTENT, "INT-1");
  private static final EntityKey SPEC = TestEvent.key(EntityKind.SPEC, "SPEC-1");

  private final ExportTestMeters meters = new ExportTestMeters();
  private final List<Duration> pauses = new CopyOnWriteArrayList<>();
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private Function<Duration, Future<Void>> rest = pause -> Future.succeededFuture();
  private Vertx vertx;
  private FakeRecordPorts ports;
  private FakeOtlpReceiver otlpReceiver;

  @BeforeEach
  void open(Vertx vertx) {
    this.vertx = vertx;
    ports = FakeRecordPorts.open(vertx);
    otlpReceiver = FakeOtlpReceiver.http(vertx, 0);
    Logger root = (Logger) LoggerFactory.getLogger("dev.intentobserve");
    root.setLevel(Level.DEBUG);
    root.setAdditive(false);
    logged.start();
    root.addAppender(logged);
  }

  @AfterEach
  void close() {
    ((Logger) LoggerFactory.getLogger("dev.intentobserve")).detachAppender(logged);
  }

  @Test
  void everyEvent_becomesOneLogRecord() {
    record(600);
    deploy(logsOnly(Map.of()));

    TestFutures.await(ports.reached(TelemetryNames.EXPORT_LOGS, 600));

    assertThat(otlpReceiver.logs).extracting(ExportTest::eventId).isEqualTo(ids(1, 600));
    assertThat(meters.counted(TelemetryNames.METRIC_EXPORTED, TelemetryNames.EXPORT_LOGS))
        .isEqualTo(600);
    assertThat(otlpReceiver.requests.getFirst().path()).isEqualTo("/v1/logs");
    assertThat(
            attributes(
                otlpReceiver
                    .requests
                    .getFirst()
                    .logs()
                    .getFirst()
                    .getResource()
                    .getAttributesList()))
        .containsEntry("service.name", "intent")
        .containsEntry("deployment.environment", "local");
  }

  /** An alert needs a value from the start, even if nothing is sent for days. */
  @Test
  void destination_countsAsUp_untilItFails() {
    deploy(logsOnly(Map.of()));

    assertThat(otlpReceiver.requests).isEmpty();
    assertThat(meters.gauge(TelemetryNames.METRIC_EXPORT_UP, TelemetryNames.EXPORT_LOGS))
        .isEqualTo(1);
  }

  @Test
  void hint_wakesTheExport() {
    deploy(logsOnly(Map.of()));
    record(3);

    TestFutures.await(ports.reached(TelemetryNames.EXPORT_LOGS, 3));

    assertThat(otlpReceiver.logs).hasSize(3);
  }

  @Test
  void cursor_neverPassesTheCursorOfTraces() {
    ports.record(events(10));
    ports.placedUpTo(4);
    deploy(logsOnly(Map.of()));
    TestFutures.await(ports.reached(TelemetryNames.EXPORT_LOGS, 4));
    ports.placedUpTo(7);
    TestFutures.await(ports.reached(TelemetryNames.EXPORT_LOGS, 7));

    assertThat(ports.reads).extracting(ReadAfter::upTo).containsExactly(4L, 7L);
    assertThat(otlpReceiver.logs).extracting(ExportTest::eventId).isEqualTo(ids(1, 7));
  }

  @Test
  void destinationThatWasDown_getsEverything() {
    int port = otlpReceiver.port();
    otlpReceiver.close();
    rest =
        pause -> {
          if (pauses.size() == 5) {
            return vertx.<Void>executeBlocking(
                () -> {
                  otlpReceiver = FakeOtlpReceiver.http(vertx, port);
                  return null;
                });
          }
          return Future.succeededFuture();
        };
    record(300);
    deploy(logsOnly(Map.of(), port));

    TestFutures.await(ports.reached(TelemetryNames.EXPORT_LOGS, 300));

    assertThat(otlpReceiver.logs).extracting(ExportTest::eventId).isEqualTo(ids(1, 300));
    assertThat(pauses).hasSize(5).isSorted();
    assertThat(messages(Level.WARN))
        .containsExactly("destination rejects data or is unreachable; retrying, no data is lost");
    assertThat(messages(Level.INFO)).contains("destination accepts data again");
    assertThat(meters.gauge(TelemetryNames.METRIC_EXPORT_UP, TelemetryNames.EXPORT_LOGS))
        .isEqualTo(1);
  }

  @Test
  void requestedDelay_isHonouredInSecondsAndAsADate() {
    otlpReceiver.behaviour =
        request ->
            switch (otlpReceiver.requests.size()) {
              case 1 -> new Answer(429, Map.of("Retry-After", "17"), Buffer.buffer());
              case 2 ->
                  new Answer(
                      503, Map.of("Retry-After", "Sun, 01 Mar 2026 12:02:00 GMT"), Buffer.buffer());
              default -> Answer.OK;
            };
    record(2);
    deploy(logsOnly(Map.of()));

    TestFutures.await(ports.reached(TelemetryNames.EXPORT_LOGS, 2));

    assertThat(pauses).containsExactly(Duration.ofSeconds(17), Duration.ofMinutes(2));
    assertThat(otlpReceiver.logs).hasSize(2);
  }

  @Test
  void poisonedRecord_isRecordedAndTheRestDelivered() {
    otlpReceiver.behaviour =
        request ->
            request.allLogs().stream().anyMatch(log -> eventId(log).equals("e-5"))
                ? new Answer(400, Map.of(), Buffer.buffer("line too long"))
                : Answer.OK;
    record(9);
    deploy(logsOnly(Map.of()));

    TestFutures.await(ports.reached(TelemetryNames.EXPORT_LOGS, 9));

    assertThat(ports.refusals).containsExactly(new ExportRefusal(5, "http_400: line too long"));
    assertThat(otlpReceiver.logs).hasSize(8);
  }

  @Test
  void processThatDiesBetweenSendAndCommit_sendsTheSameSpansAgain() {
    intentWithSpec();
    Future<Void> died = ports.failCommits();
    String first = deploy(tracesOnly());
    TestFutures.await(died);
    TestFutures.await(vertx.undeploy(first));
    List<Span> before = List.copyOf(otlpReceiver.spans);
    ports.commitAgain();
    deploy(tracesOnly());

    TestFutures.await(ports.reached(TelemetryNames.EXPORT_TRACES, 2));

    assertThat(before).hasSize(2);
    assertThat(otlpReceiver.spans).hasSize(4);
    assertThat(otlpReceiver.spans.subList(2, 4)).isEqualTo(before);
  }

  @Test
  void storeBusyAtTheCommit_isAskedAgainWithoutSendingTwice() {
    record(3);
    Future<Void> failed = ports.failCommits();
    deploy(logsOnly(Map.of()));
    TestFutures.await(failed);
    ports.commitAgain();

    TestFutures.await(ports.reached(TelemetryNames.EXPORT_LOGS, 3));

    assertThat(otlpReceiver.logs).hasSize(3);
  }

  @Test
  void intent_isSentAsOneTreeWithItsRootFirst() {
    intentWithSpec();
    deploy(tracesOnly());

    TestFutures.await(ports.reached(TelemetryNames.EXPORT_TRACES, 2));

    assertThat(otlpReceiver.spans)
        .extracting(Span::getName)
        .containsExactly("name of INT-1", "name of SPEC-1");
    assertThat(otlpReceiver.spans.get(0).getParentSpanId().isEmpty()).isTrue();
    assertThat(otlpReceiver.spans.get(1).getParentSpanId())
        .isEqualTo(otlpReceiver.spans.get(0).getSpanId());
    assertThat(otlpReceiver.spans)
        .extracting(Span::getTraceId)
        .containsOnly(OtlpValues.id(TestTraceTrees.traceId(INTENT)));
  }

  @Test
  void unchangedSpans_areNotSentAgain() {
    intentWithSpec();
    deploy(tracesOnly());
    TestFutures.await(ports.reached(TelemetryNames.EXPORT_TRACES, 2));
    otlpReceiver.spans.clear();
    ports.record(TestEvent.of("intent.accepted", "INT-1").stored(3));
    ports.placedUpTo(3);
    TestFutures.await(ports.reached(TelemetryNames.EXPORT_TRACES, 3));
    assertThat(otlpReceiver.spans).isEmpty();

    ports.place(
        TestTraceTrees.of("INT-1", 0, null).with(EntityKind.SPEC, "SPEC-1", INTENT, 2, 10).build());
    ports.record(TestEvent.of("spec.completed", "SPEC-1").under(INTENT).stored(4));
    ports.placedUpTo(4);
    TestFutures.await(ports.reached(TelemetryNames.EXPORT_TRACES, 4));

    assertThat(otlpReceiver.spans).extracting(Span::getName).containsExactly("name of SPEC-1");
  }

  @Test
  void traceWithManyEvents_isBuiltOnce() {
    intentWithSpec();
    for (int seq = 3; seq <= 2_500; seq++) {
      ports.record(TestEvent.of("spec.updated", "SPEC-1").under(INTENT).stored(seq));
    }
    ports.placedUpTo(2_500);
    deploy(tracesOnly());

    TestFutures.await(ports.reached(TelemetryNames.EXPORT_TRACES, 2_500));

    assertThat(ports.reads).hasSize(3);
    assertThat(ports.builds).containsExactly(INTENT);
    assertThat(otlpReceiver.spans).hasSize(2);
    assertThat(pauses).as("nothing settles while the export is behind").isEmpty();
  }

  @Test
  void traceThatCannotBeBuilt_isRefusedAndTheOthersDelivered() {
    EntityKey broken = TestEvent.key(EntityKind.INTENT, "INT-2");
    intentWithSpec();
    ports.place(TestTraceTrees.of("INT-2", 0, null).build(), broken);
    ports.breakTree(broken);
    ports.record(TestEvent.of("intent.proposed", "INT-2").stored(3));
    ports.placedUpTo(3);
    deploy(tracesOnly());

    TestFutures.await(ports.reached(TelemetryNames.EXPORT_TRACES, 3));

    assertThat(ports.refusals).containsExactly(new ExportRefusal(3, "trace_not_built: planted"));
    assertThat(otlpReceiver.spans).hasSize(2);
    assertThat(
            meters.counted(
                TelemetryNames.METRIC_EXPORT_REFUSED,
                TelemetryNames.EXPORT_TRACES,
                "trace_not_built"))
        .isEqualTo(1);
  }

  @Test
  void newEvents_settleBeforeTheirSpansAreSent_whileLogsGoOn() {
    Promise<Void> settled = Promise.promise();
    rest = pause -> settled.future();
    intentWithSpec();
    deploy(everything());
    TestFutures.await(ports.reached(TelemetryNames.EXPORT_LOGS, 2));
    ports.record(TestEvent.of("intent.accepted", "INT-1").stored(3));
    ports.placedUpTo(3);
    TestFutures.await(ports.reached(TelemetryNames.EXPORT_LOGS, 3));

    assertThat(ports.at(TelemetryNames.EXPORT_TRACES)).isZero();
    settled.complete();
    TestFutures.await(ports.reached(TelemetryNames.EXPORT_TRACES, 3));

    assertThat(pauses).containsExactly(Duration.ofSeconds(1));
    assertThat(ports.builds).containsExactly(INTENT);
  }

  @Test
  void undeployWhileATraceSettles_completes() {
    Promise<Void> resting = Promise.promise();
    rest =
        pause -> {
          resting.tryComplete();
          return Promise.<Void>promise().future();
        };
    intentWithSpec();
    String id = deploy(tracesOnly());
    TestFutures.await(resting.future());

    TestFutures.await(vertx.undeploy(id));

    assertThat(ports.at(TelemetryNames.EXPORT_TRACES)).isZero();
  }

  @Test
  void promotedCluster_isSentAgainUnderTheIntentsTrace() {
    EntityKey cluster = TestEvent.key(EntityKind.CLUSTER, "CL-1");
    EntityKey[] signals =
        LongStream.range(0, 1500)
            .mapToObj(i -> TestEvent.key(EntityKind.SIGNAL, "SIG-" + i))
            .toArray(EntityKey[]::new);
    intentWithSpec();
    deploy(tracesOnly());
    TestFutures.await(ports.reached(TelemetryNames.EXPORT_TRACES, 2));
    otlpReceiver.spans.clear();
    TestTraceTrees grown =
        TestTraceTrees.of("INT-1", 0, null).with(EntityKind.CLUSTER, "CL-1", INTENT, 0, 4);
    for (EntityKey signal : signals) {
      grown.with(EntityKind.SIGNAL, signal.id(), INTENT, 0, 4);
    }
    ports.place(grown.build(), cluster, INTENT);
    ports.record(TestEvent.of("signal.promoted", "SIG-0").claim(belongs(cluster)).stored(3));
    ports.placedUpTo(3);

    TestFutures.await(ports.reached(TelemetryNames.EXPORT_TRACES, 3));

    assertThat(otlpReceiver.spans).hasSize(1501);
    assertThat(otlpReceiver.spans.stream().map(Span::getSpanId).distinct()).hasSize(1501);
    assertThat(otlpReceiver.requests.stream().skip(1).map(r -> r.allSpans().size()))
        .containsExactly(512, 512, 477);
  }

  @Test
  void orphans_sendNoSpans() {
    ports.record(TestEvent.of("signal.created", "SIG-1").stored(1));
    ports.placedUpTo(1);
    deploy(tracesOnly());

    TestFutures.await(ports.reached(TelemetryNames.EXPORT_TRACES, 1));

    assertThat(otlpReceiver.requests).isEmpty();
  }

  @Test
  void otherTenant_isNamedInTheResource() {
    StoredEvent stored = TestEvent.of("system.health", "S").stored(1);
    ports.record(
        new StoredEvent(1, new Scope("acme", "web"), "http", TestEvent.NOON, stored.event()),
        TestEvent.of("system.health", "T").stored(2));
    ports.placedUpTo(2);
    deploy(logsOnly(Map.of()));

    TestFutures.await(ports.reached(TelemetryNames.EXPORT_LOGS, 2));

    var resources = otlpReceiver.requests.getFirst().logs();
    assertThat(attributes(resources.get(0).getResource().getAttributesList()))
        .containsEntry("intent.tenant", "acme")
        .containsEntry("intent.project", "web");
    assertThat(attributes(resources.get(1).getResource().getAttributesList()))
        .doesNotContainKey("intent.tenant");
  }

  @Test
  void gzipAndHeaders_areSentAsConfigured() {
    record(1);
    deploy(
        logsOnly(
            Map.of(
                "OTEL_EXPORTER_OTLP_HEADERS",
                "Authorization=Basic%20dTpw,X-Scope-OrgID=7",
                "OTEL_EXPORTER_OTLP_COMPRESSION",
                "gzip")));

    TestFutures.await(ports.reached(TelemetryNames.EXPORT_LOGS, 1));

    var headers = otlpReceiver.requests.getFirst().headers();
    assertThat(headers.get("authorization")).isEqualTo("Basic dTpw");
    assertThat(headers.get("x-scope-orgid")).isEqualTo("7");
    assertThat(headers.get("content-encoding")).isEqualTo("gzip");
    assertThat(headers.get("content-type")).isEqualTo("application/x-protobuf");
    assertThat(otlpReceiver.logs).hasSize(1);
  }

  @Test
  void refusedCredential_isAnOutageAndReachesNoLogOrReason() {
    String secret = "hush-hush-hush";
    otlpReceiver.behaviour =
        request ->
            switch (otlpReceiver.requests.size()) {
              case 1 -> new Answer(401, Map.of(), Buffer.buffer("bad token " + secret));
              case 2, 3 -> new Answer(400, Map.of(), Buffer.buffer("bad record for " + secret));
              default -> Answer.OK;
            };
    record(2);
    deploy(logsOnly(Map.of("OTEL_EXPORTER_OTLP_HEADERS", "Authorization=Bearer%20" + secret)));

    TestFutures.await(ports.reached(TelemetryNames.EXPORT_LOGS, 2));

    assertThat(ports.refusals)
        .containsExactly(new ExportRefusal(1, "http_400: bad record for [REDACTED]"));
    assertThat(everythingLogged()).contains("http_401", "127.0.0.1").doesNotContain(secret);
    assertThat(messages(Level.WARN)).hasSize(1);
  }

  @Test
  void logsAndSpans_areSentOverGrpcToo() {
    FakeOtlpReceiver grpc = FakeOtlpReceiver.grpc(vertx);
    intentWithSpec();
    deploy(
        ExportConfig.fromEnvironment(
            Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://127.0.0.1:" + grpc.port(),
                "OTEL_EXPORTER_OTLP_PROTOCOL",
                "grpc",
                "OTEL_METRICS_EXPORTER",
                "none",
                "OTEL_EXPORTER_OTLP_COMPRESSION",
                "gzip")));

    TestFutures.await(ports.reached(TelemetryNames.EXPORT_TRACES, 2));
    TestFutures.await(ports.reached(TelemetryNames.EXPORT_LOGS, 2));

    assertThat(grpc.spans).extracting(Span::getSpanId).doesNotHaveDuplicates().hasSize(2);
    assertThat(grpc.logs)
        .extracting(LogRecord::getTraceId)
        .containsOnly(OtlpValues.id(TestTraceTrees.traceId(INTENT)));
    assertThat(grpc.logs.getFirst().getSpanId()).isEqualTo(grpc.spans.getFirst().getSpanId());
  }

  @Test
  void undeployDuringAnOutage_completes() {
    otlpReceiver.behaviour = request -> Answer.of(503);
    var resting = Promise.<Void>promise();
    rest =
        pause -> {
          resting.tryComplete();
          return Promise.<Void>promise().future();
        };
    record(2);
    String id = deploy(logsOnly(Map.of()));
    TestFutures.await(resting.future());

    TestFutures.await(vertx.undeploy(id));

    assertThat(ports.at(TelemetryNames.EXPORT_LOGS)).isZero();
    assertThat(ports.contains(TelemetryNames.EXPORT_LOGS)).isTrue();
  }

  @Test
  void noEndpoint_doesNothing() {
    record(2);
    deploy(ExportConfig.DEFAULT);

    assertThat(ports.reads).isEmpty();
    assertThat(messages(Level.INFO))
        .hasSize(3)
        .containsOnly("no endpoint configured, export disabled");
  }

  private String deploy(ExportConfig config) {
    return TestFutures.await(
        vertx.deployVerticle(
            new ExportVerticle(
                config,
                () -> TestEvent.NOON,
                meters,
                new Random(7),
                (v, pause) -> {
                  pauses.add(pause);
                  return rest.apply(pause);
                })));
  }

  private void intentWithSpec() {
    ports.place(
        TestTraceTrees.of("INT-1", 0, null).with(EntityKind.SPEC, "SPEC-1", INTENT, 2, 9).build(),
        INTENT,
        SPEC);
    ports.record(
        TestEvent.of("intent.proposed", "INT-1").stored(1),
        TestEvent.of("spec.completed", "SPEC-1").under(INTENT).stored(2));
    ports.placedUpTo(2);
  }

  private void record(int count) {
    ports.record(events(count));
    ports.placedUpTo(count);
  }

  private static StoredEvent[] events(int count) {
    return LongStream.rangeClosed(1, count)
        .mapToObj(seq -> TestEvent.of("signal.created", "SIG-" + seq).id("e-" + seq).stored(seq))
        .toArray(StoredEvent[]::new);
  }

  private static Claim belongs(EntityKey cluster) {
    return new Claim.BelongsTo(cluster, INTENT);
  }

  private ExportConfig logsOnly(Map<String, String> more) {
    return logsOnly(more, otlpReceiver.port());
  }

  private ExportConfig logsOnly(Map<String, String> more, int port) {
    return config("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", port, "/v1/logs", more);
  }

  private ExportConfig everything() {
    return config(
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        otlpReceiver.port(),
        "",
        Map.of("OTEL_METRICS_EXPORTER", "none"));
  }

  private ExportConfig tracesOnly() {
    return config(
        "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", otlpReceiver.port(), "/v1/traces", Map.of());
  }

  private static ExportConfig config(
      String variable, int port, String path, Map<String, String> more) {
    Map<String, String> environment = new HashMap<>(more);
    environment.put(variable, "http://127.0.0.1:" + port + path);
    return ExportConfig.fromEnvironment(environment);
  }

  private static List<String> ids(int from, int to) {
    return LongStream.rangeClosed(from, to).mapToObj(seq -> "e-" + seq).toList();
  }

  private static String eventId(LogRecord record) {
    return attributes(record.getAttributesList()).get(TelemetryNames.ATTR_EVENT_ID);
  }

  private static Map<String, String> attributes(List<KeyValue> attributes) {
    return attributes.stream()
        .collect(Collectors.toMap(KeyValue::getKey, pair -> pair.getValue().getStringValue()));
  }

  private List<String> messages(Level level) {
    return new ArrayList<>(logged.list)
        .stream()
            .filter(event -> event.getLevel().equals(level))
            .filter(event -> !event.getMessage().equals("export started"))
            .map(ILoggingEvent::getMessage)
            .toList();
  }

  private String everythingLogged() {
    return new ArrayList<>(logged.list)
        .stream()
            .map(event -> event.getFormattedMessage() + event.getKeyValuePairs())
            .collect(Collectors.joining("\n"));
  }
}
