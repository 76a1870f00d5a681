package dev.intentobserve.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.trace.WorkSpan;
import dev.intentobserve.testkit.TestEvent;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

final class SpanMapperTest {
  private static final EntityKey INTENT = TestEvent.key(EntityKind.INTENT, "INT-1");
  private static final String TRACE = TestTraceTrees.traceId(INTENT);
  private static final String SPAN =
      TestTraceTrees.spanId(TestEvent.key(EntityKind.CONTRACT, "C-1"));
  private static final String PARENT = TestTraceTrees.spanId(INTENT);

  @Test
  void span_carriesIdsTimesAndWhatPeopleFilterBy() {
    Span span = SpanMapper.map(planned("verified"));

    assertThat(span.getTraceId()).isEqualTo(OtlpValues.id(TRACE));
    assertThat(span.getSpanId()).isEqualTo(OtlpValues.id(SPAN));
    assertThat(span.getParentSpanId()).isEqualTo(OtlpValues.id(PARENT));
    assertThat(span.getKind()).isEqualTo(Span.SpanKind.SPAN_KIND_INTERNAL);
    assertThat(span.getName()).isEqualTo("Parse it");
    assertThat(span.getStartTimeUnixNano()).isEqualTo(OtlpValues.nanos(TestEvent.NOON));
    assertThat(span.getEndTimeUnixNano())
        .isEqualTo(OtlpValues.nanos(TestEvent.NOON.plusSeconds(9)));
    assertThat(span.getStatus().getCode()).isEqualTo(Status.StatusCode.STATUS_CODE_UNSET);
    assertThat(texts(span.getAttributesList()))
        .isEqualTo(
            Map.of(
                "intent.kind", "contract",
                "intent.ref", "C-1",
                "intent.state", "verified",
                "intent.root", "INT-1",
                "intent.parent", "spec:SPEC-1",
                "intent.title", "Parse it",
                "correlation_id", TRACE,
                "intent.link.depends_on", "contract:C-0"));
  }

  @Test
  void moments_becomeSpanEvents() {
    Span span = SpanMapper.map(planned("verified"));

    assertThat(span.getEventsList()).extracting(Span.Event::getName).containsExactly("a", "b");
    assertThat(span.getEvents(0).getAttributesCount()).isZero();
    assertThat(span.getEvents(1).getAttributes(0).getValue().getIntValue()).isEqualTo(3);
  }

  @Test
  void linkWithIds_becomesALink() {
    Span span = SpanMapper.map(planned("verified"));

    assertThat(span.getLinksCount()).isEqualTo(1);
    assertThat(span.getLinks(0).getTraceId()).isEqualTo(OtlpValues.id("ab".repeat(16)));
    assertThat(texts(span.getLinks(0).getAttributesList()))
        .isEqualTo(Map.of("intent.relation", "provisional", "intent.target", "cluster:CL-1"));
  }

  @Test
  void failedSpan_hasAnErrorStatus() {
    assertThat(SpanMapper.map(planned("failed")).getStatus().getCode())
        .isEqualTo(Status.StatusCode.STATUS_CODE_ERROR);
  }

  private static PlannedSpan planned(String state) {
    TreeMap<String, String> attributes = new TreeMap<>();
    attributes.put("intent.title", "Parse it");
    WorkSpan span =
        WorkSpan.builder()
            .spanId(SPAN)
            .parentId("ef".repeat(8))
            .kind("contract")
            .id("C-1")
            .name("Parse it")
            .state(state)
            .start(TestEvent.NOON)
            .end(TestEvent.NOON.plusSeconds(9))
            .attributes(attributes)
            .events(
                List.of(
                    new WorkSpan.Moment("a", TestEvent.NOON, 1),
                    new WorkSpan.Moment("b", TestEvent.NOON.plusSeconds(1), 3)))
            .links(
                List.of(
                    new WorkSpan.Link("provisional", "cluster:CL-1", "ab".repeat(16), SPAN),
                    new WorkSpan.Link("depends_on", "contract:C-0", null, null)))
            .build();
    return new PlannedSpan(
        TRACE, INTENT, span, PARENT, "spec:SPEC-1", TestEvent.NOON, TestEvent.NOON.plusSeconds(9));
  }

  private static Map<String, String> texts(List<KeyValue> attributes) {
    return attributes.stream()
        .collect(Collectors.toMap(KeyValue::getKey, pair -> pair.getValue().getStringValue()));
  }
}
