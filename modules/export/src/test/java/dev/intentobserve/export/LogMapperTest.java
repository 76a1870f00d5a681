package dev.intentobserve.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Bytes;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.event.EventFlag;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.trace.Placement;
import dev.intentobserve.testkit.TestEvent;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LogMapperTest {
  private static final Placement ORPHAN = new Placement.Orphan();
  private static final EntityKey INTENT = TestEvent.key(EntityKind.INTENT, "INT-1");

  @Test
  void record_carriesTimesBodyAndEnvelope() {
    WorkEvent event =
        TestEvent.of("signal.created", "SIG-1")
            .id("e-1")
            .at("2026-03-01T10:00:00.000001Z")
            .source("hook")
            .actor("ada")
            .flag(EventFlag.ZONELESS_TIME)
            .body(Bytes.utf8("{\"raw\":1}"))
            .build();
    StoredEvent stored =
        new StoredEvent(4, Scope.DEFAULT, "http", Instant.parse("2026-03-01T10:00:05Z"), event);

    LogRecord record = LogMapper.map(stored, ORPHAN);

    assertThat(record.getTimeUnixNano()).isEqualTo(1_772_359_200_000_001_000L);
    assertThat(record.getObservedTimeUnixNano()).isEqualTo(1_772_359_205_000_000_000L);
    assertThat(record.getBody().getStringValue()).isEqualTo("{\"raw\":1}");
    assertThat(record.getTraceId().isEmpty()).isTrue();
    assertThat(texts(record))
        .isEqualTo(
            Map.of(
                "correlation_id", "e-1",
                "intent.event_type", "signal.created",
                "intent.event_id", "e-1",
                "intent.source", "hook",
                "intent.actor", "ada",
                "intent.kind", "signal",
                "intent.ref", "SIG-1"));
    assertThat(attributes(record).get("intent.flags").getArrayValue().getValues(0))
        .isEqualTo(OtlpValues.text("zoneless_time"));
  }

  @Test
  void placedEvent_pointsToItsSpan() {
    Placement place = new Placement.InTrace("ab".repeat(16), INTENT, "cd".repeat(8));

    LogRecord record = LogMapper.map(TestEvent.of("spec.created", "SPEC-1").stored(1), place);

    assertThat(record.getTraceId()).isEqualTo(OtlpValues.id("ab".repeat(16)));
    assertThat(record.getSpanId()).isEqualTo(OtlpValues.id("cd".repeat(8)));
    assertThat(texts(record)).containsEntry("correlation_id", "ab".repeat(16));
  }

  @ParameterizedTest
  @CsvSource({
    "signal.created, INFO",
    "contract.failed, ERROR",
    "contract.assertion.failed, ERROR",
    "system.error, ERROR",
    "execution.escalated, ERROR",
    "something.new, INFO"
  })
  void severity_dependsOnTheType(String type, String severity) {
    LogRecord record = LogMapper.map(TestEvent.withoutEntity(type).stored(1), ORPHAN);

    assertThat(record.getSeverityText()).isEqualTo(severity);
    assertThat(record.getSeverityNumber())
        .isEqualTo(SeverityNumber.valueOf("SEVERITY_NUMBER_" + severity));
  }

  @Test
  void data_isFlattenedWithItsTypes() {
    Json.Fields data =
        Json.object()
            .put("text", "a")
            .put("whole", 7)
            .put("half", new Json.Num("0.5"))
            .put("huge", new Json.Num("1e999999999"))
            .put("odd", new Json.Num("NaN"))
            .put("flag", true)
            .put("none", Json.nothing())
            .put("list", List.of(Json.of(1), Json.of("b")))
            .put("a.b", "first")
            .put("a", Json.object().put("b", "second").put("c", 1).build())
            .build();

    Map<String, AnyValue> values = attributes(LogMapper.map(withData(data), ORPHAN));

    assertThat(values.get("intent.data.text")).isEqualTo(OtlpValues.text("a"));
    assertThat(values.get("intent.data.whole").getIntValue()).isEqualTo(7);
    assertThat(values.get("intent.data.half").getDoubleValue()).isEqualTo(0.5);
    assertThat(values.get("intent.data.huge")).isEqualTo(OtlpValues.text("1e999999999"));
    assertThat(values.get("intent.data.odd")).isEqualTo(OtlpValues.text("NaN"));
    assertThat(values.get("intent.data.flag").getBoolValue()).isTrue();
    assertThat(values).doesNotContainKey("intent.data.none");
    assertThat(values.get("intent.data.list")).isEqualTo(OtlpValues.text("[1,\"b\"]"));
    assertThat(values.get("intent.data.a.b")).isEqualTo(OtlpValues.text("first"));
    assertThat(values.get("intent.data.a.c").getIntValue()).isEqualTo(1);
  }

  @Test
  void data_isBounded() {
    Json.Builder data = Json.object().put("long", "x".repeat(4095) + "\ud83d\ude00");
    for (int i = 0; i < 300; i++) {
      data.put("k" + i, i);
    }

    LogRecord record = LogMapper.map(withData(data.build()), ORPHAN);

    assertThat(record.getAttributesCount()).isEqualTo(128);
    assertThat(record.getAttributesCount() + record.getDroppedAttributesCount()).isEqualTo(305);
    assertThat(texts(record).get("intent.data.long")).isEqualTo("x".repeat(4095));
  }

  @Test
  void correlationIdAndErrorCode_areAttributes() {
    Json.Fields data =
        Json.object().put("correlation_id", "req-9").put("error_code", "E42").build();

    assertThat(texts(LogMapper.map(withData(data), ORPHAN)))
        .containsEntry("correlation_id", "req-9")
        .containsEntry("error_code", "E42");
  }

  @ParameterizedTest
  @CsvSource({"1969-12-31T23:59:59Z, 0", "9999-01-01T00:00:00Z, 9223372036854775807"})
  void timesThatOtlpCannotHold_moveToTheNearestOne(Instant time, long nanos) {
    assertThat(OtlpValues.nanos(time)).isEqualTo(nanos);
  }

  private static StoredEvent withData(Json.Fields data) {
    WorkEvent event =
        WorkEvent.builder()
            .eventId("e-1")
            .digest("d")
            .dialect("nested")
            .type("system.health")
            .rawType("system.health")
            .source("test")
            .eventTime(TestEvent.NOON)
            .data(data)
            .body(Bytes.utf8("{}"))
            .build();
    return new StoredEvent(1, Scope.DEFAULT, "http", TestEvent.NOON, event);
  }

  private static Map<String, AnyValue> attributes(LogRecord record) {
    return record.getAttributesList().stream()
        .collect(Collectors.toMap(KeyValue::getKey, KeyValue::getValue));
  }

  private static Map<String, String> texts(LogRecord record) {
    return record.getAttributesList().stream()
        .filter(pair -> pair.getValue().hasStringValue())
        .collect(Collectors.toMap(KeyValue::getKey, pair -> pair.getValue().getStringValue()));
  }
}
