package dev.intentobserve.api.zipkin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.api.EventFixtures;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.model.trace.TraceTree;
import dev.intentobserve.model.trace.WorkSpan;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ZipkinSpanMapperTest {
  private static final EntityKey ROOT = new EntityKey(EntityKind.INTENT, "INT-9");
  private static final String ROOT_ID = "00000000000000b1";
  private static final String CHILD_ID = "00000000000000b2";
  private static final Instant EIGHT = Instant.parse("2026-03-01T08:00:00Z");
  private static final long EIGHT_MICROS = 1_772_352_000_000_000L;

  @Test
  void spanWithoutStart_takesItsParents() {
    List<ZipkinSpan> spans = ZipkinSpanMapper.of(tree(root(EIGHT, null), child(null, null)));

    assertThat(spans.get(1).timestamp()).isEqualTo(EIGHT_MICROS);
    assertThat(spans.get(1).tags()).containsEntry(ZipkinSpanMapper.TAG_START_UNKNOWN, "true");
    assertThat(spans.get(0).tags()).doesNotContainKey(ZipkinSpanMapper.TAG_START_UNKNOWN);
  }

  @Test
  void rootWithoutStart_takesTheEarliestOfItsTrace() {
    List<ZipkinSpan> spans =
        ZipkinSpanMapper.of(tree(root(null, null), child(EIGHT, EIGHT.plusSeconds(1))));

    assertThat(spans.get(0).timestamp()).isEqualTo(EIGHT_MICROS);
    assertThat(spans.get(1).duration()).isEqualTo(1_000_000);
  }

  @Test
  void treeNobodyTimed_takesTheLastEvent() {
    assertThat(ZipkinSpanMapper.of(tree(root(null, null), child(null, null))))
        .extracting(ZipkinSpan::timestamp)
        .containsOnly(ZipkinSpan.micros(EventFixtures.NOON));
  }

  @Test
  void moment_lastsAMicrosecond() {
    assertThat(ZipkinSpanMapper.of(tree(root(EIGHT, EIGHT), child(EIGHT, EIGHT.minusSeconds(1)))))
        .extracting(ZipkinSpan::duration)
        .containsOnly(1L);
  }

  @Test
  void timeBeforeTheEpoch_isUnknownToZipkin() {
    Instant ancient = Instant.parse("1905-01-01T00:00:00Z");
    ZipkinSpan span = ZipkinSpanMapper.of(tree(root(ancient, null), child(EIGHT, null))).getFirst();

    assertThat(span.timestamp()).isEqualTo(EIGHT_MICROS);
    assertThat(span.tags()).containsEntry(ZipkinSpanMapper.TAG_START_UNKNOWN, "true");
  }

  @Test
  void root_isNamedByItsIdOnce() {
    assertThat(ZipkinSpanMapper.of(tree(root(EIGHT, null), child(null, null))))
        .extracting(ZipkinSpan::name)
        .containsExactly("intent int-9", "spec");
    assertThat(
            ZipkinSpanMapper.of(tree(named("Intent INT-9"), child(null, null))).getFirst().name())
        .isEqualTo("intent int-9");
  }

  @Test
  void linksOfOneRelation_shareATag() {
    List<WorkSpan.Link> links =
        List.of(
            new WorkSpan.Link("grew_from", "signal:A", null, null),
            new WorkSpan.Link("grew_from", "signal:B", EventFixtures.TRACE, CHILD_ID));
    WorkSpan root =
        WorkSpan.builder()
            .spanId(ROOT_ID)
            .kind("intent")
            .id("INT-9")
            .name("intent")
            .state("failed")
            .start(EIGHT)
            .links(links)
            .flags(new TreeSet<>(List.of("cycle", "collision")))
            .build();

    assertThat(ZipkinSpanMapper.of(tree(root)).getFirst().tags())
        .containsEntry(
            "intent.link.grew_from", "signal:A, signal:B in trace " + EventFixtures.TRACE)
        .containsEntry("intent.flags", "collision,cycle")
        .containsEntry("error", "failed")
        .containsEntry(TelemetryNames.ATTR_STATE, "failed");
  }

  @Test
  void largeTree_keepsZipkinsRules() {
    JsonArray trace = new JsonArray();
    ZipkinSpanMapper.of(EventFixtures.largeTree(500))
        .forEach(span -> trace.add(new JsonObject(span.json().encode())));

    ZipkinSpanAssertions.requireTrace(trace);
  }

  private static TraceTree tree(WorkSpan... spans) {
    return new TraceTree(
        EventFixtures.TRACE,
        ROOT,
        new TreeSet<>(),
        "proposed",
        "notice",
        "Tea",
        EventFixtures.NOON,
        List.of(spans));
  }

  private static WorkSpan named(String name) {
    return span(ROOT_ID, null, "INT-9", name, EIGHT, null);
  }

  private static WorkSpan root(Instant start, Instant end) {
    return span(ROOT_ID, null, "INT-9", "intent", start, end);
  }

  private static WorkSpan child(Instant start, Instant end) {
    return span(CHILD_ID, ROOT_ID, "SPEC-1", "spec", start, end);
  }

  private static WorkSpan span(
      String id, String parent, String entity, String name, Instant start, Instant end) {
    return WorkSpan.builder()
        .spanId(id)
        .parentId(parent)
        .kind("spec")
        .id(entity)
        .name(name)
        .state("draft")
        .start(start)
        .end(end)
        .build();
  }
}
