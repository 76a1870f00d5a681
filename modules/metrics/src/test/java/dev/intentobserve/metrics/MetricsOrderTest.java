package dev.intentobserve.metrics;

import static dev.intentobserve.model.entity.EntityKind.CONTRACT;
import static dev.intentobserve.model.entity.EntityKind.SIGNAL;
import static dev.intentobserve.model.entity.EntityKind.SPEC;
import static dev.intentobserve.testkit.TestEvent.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.CycleTime;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.EntityState.Milestone;
import dev.intentobserve.model.entity.Lifecycle;
import dev.intentobserve.model.event.EventFlag;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.model.slo.Comparison;
import dev.intentobserve.model.slo.Indicator;
import dev.intentobserve.model.slo.Indicator.EventMatch;
import dev.intentobserve.model.slo.Indicator.Limit;
import dev.intentobserve.model.slo.Indicator.Picks;
import dev.intentobserve.model.slo.Indicator.SpanMatch;
import dev.intentobserve.ports.EntityStatePorts.EntityStateRow;
import dev.intentobserve.testkit.TestEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The metrics are the same for every order, every cut into pages, and every restart. */
final class MetricsOrderTest {
  private static final List<String> TYPES =
      List.of(
          "signal.created",
          "signal.promoted",
          "contract.started",
          "contract.verified",
          "contract.failed",
          "system.health",
          "strange.thing");
  private static final List<String> SIGNAL_TYPES =
      List.of("signal.created", "signal.enriched", "signal.clustered", "signal.dismissed");
  private static final List<String> CONTRACT_TYPES =
      List.of("contract.started", "contract.verified", "contract.failed", "contract.completed");
  private static final List<String> SOURCES = List.of("mcp", "cli", "ci@example.org", "hook");
  private static final List<Scope> SCOPES = List.of(Scope.DEFAULT, new Scope("other", "other"));
  private static final Instant END = EntityStateRowBuilder.minute(10_000);

  private static final Map<String, Indicator> INDICATORS =
      Map.of(
          "good",
          new Indicator.Events(
              EventMatch.type("contract.*"), EventMatch.type("contract.verified"), Picks.GOOD),
          "bad",
          new Indicator.Events(
              EventMatch.type("signal.*"),
              new EventMatch("signal.created", "cli", new TreeMap<>()),
              Picks.BAD),
          "entity",
          new Indicator.Pairs(
              EventMatch.type("contract.started"),
              EventMatch.type("contract.verified"),
              "entity",
              limit(Comparison.LTE, 20)),
          "correlated",
          new Indicator.Pairs(
              EventMatch.type("signal.created"),
              EventMatch.type("contract.failed"),
              "correlation_id",
              limit(Comparison.LT, 15)),
          "states",
          new Indicator.States(
              new SpanMatch(CONTRACT, null, new TreeMap<>()),
              new TreeSet<>(List.of("verified")),
              new TreeSet<>(List.of("failed"))),
          "latency",
          new Indicator.Latency(
              new SpanMatch(SIGNAL, null, new TreeMap<>(Map.of("source", "mcp"))),
              limit(Comparison.LT, 60)),
          "cycle",
          new Indicator.Latency(
              new SpanMatch(EntityKind.INTENT, CycleTime.SIGNAL_TO_INTENT, new TreeMap<>()),
              limit(Comparison.LTE, 60)));

  private static Limit limit(Comparison comparison, long minutes) {
    return new Limit(comparison, Duration.ofMinutes(minutes));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void anyOrder_givesTheSameMetrics(long seed) {
    Random random = new Random(seed);
    List<StoredEvent> events = events(random);
    List<List<EntityStateRow>> versions = versions(random);

    MetricsCore sorted = new MetricsCore(INDICATORS);
    sorted.events(true, events, INDICATORS);
    sorted.entityStates(true, versions.stream().map(List::getLast).toList(), INDICATORS);
    sorted.at(END);

    MetricsCore shuffled = new MetricsCore(INDICATORS);
    Collections.shuffle(events, random);
    play(shuffled, events, versions, random);
    shuffled.at(END);

    assertThat(shuffled.metricStore.samples).isEqualTo(sorted.metricStore.samples);
    assertThat(shuffled.metricStore.series).isEqualTo(sorted.metricStore.series);
    assertThat(shuffled.metricStore.cases).isEqualTo(sorted.metricStore.cases);
    assertThat(shuffled.metricStore.ticks).isEqualTo(sorted.metricStore.ticks);
    assertThat(shuffled.metricStore.activity).isEqualTo(sorted.metricStore.activity);
    assertThat(sorted.metricStore.cases).hasSizeGreaterThan(50);
    assertPlainSums(shuffled, versions.stream().map(List::getLast).toList());
  }

  /** A plain sum counts each entity once, whatever it was before. */
  private static void assertPlainSums(MetricsCore core, List<EntityStateRow> rows) {
    assertThat(core.sum(TelemetryNames.INTENT_SIGNALS)).isEqualTo(count(rows, SIGNAL, false));
    assertThat(core.sum(TelemetryNames.INTENT_SPECS)).isEqualTo(count(rows, SPEC, false));
    assertThat(core.sum(TelemetryNames.INTENT_SIGNALS_AWAITING_PROMOTION))
        .isEqualTo(count(rows, SIGNAL, true));
    assertThat(core.sum(TelemetryNames.INTENT_PIPELINE_DEPTH))
        .isEqualTo(
            count(rows, SIGNAL, true) + count(rows, SPEC, true) + count(rows, CONTRACT, true));
    assertThat(core.sum(TelemetryNames.INTENT_SIGNALS_ACTIVE))
        .isEqualTo(core.sum(TelemetryNames.INTENT_SIGNALS_BY_LEVEL))
        .isEqualTo(count(rows, SIGNAL, true) - clustered(rows));
  }

  private static long clustered(List<EntityStateRow> rows) {
    return rows.stream()
        .filter(row -> row.entityState().state().equals("clustered") && !row.facts().placeholder())
        .count();
  }

  private static long count(List<EntityStateRow> rows, EntityKind kind, boolean open) {
    return rows.stream()
        .filter(row -> row.entityState().key().kind() == kind && !row.facts().placeholder())
        .filter(row -> !open || Lifecycle.isOpen(kind, row.entityState().state()))
        .count();
  }

  /** Some indicators follow the main cursor from the beginning, the others come late. */
  private static void play(
      MetricsCore metricsCore,
      List<StoredEvent> events,
      List<List<EntityStateRow>> versions,
      Random random) {
    Map<String, Indicator> early = new HashMap<>(INDICATORS);
    early.keySet().removeIf(id -> random.nextBoolean());
    Map<String, Indicator> late = new HashMap<>(INDICATORS);
    late.keySet().removeAll(early.keySet());
    for (List<StoredEvent> page : pages(events, random)) {
      metricsCore.events(true, page, early);
      passes(metricsCore, random);
    }
    for (List<StoredEvent> page : pages(events, random)) {
      metricsCore.events(false, page, late);
      passes(metricsCore, random);
    }
    List<EntityStateRow> changes = changes(versions, random);
    for (List<EntityStateRow> page : pages(changes, random)) {
      metricsCore.entityStates(true, latest(page), early);
      passes(metricsCore, random);
    }
    for (List<EntityStateRow> page : pages(changes, random)) {
      metricsCore.entityStates(false, latest(page), late);
      passes(metricsCore, random);
    }
  }

  private static void passes(MetricsCore metricsCore, Random random) {
    if (random.nextInt(3) == 0) {
      metricsCore.restart();
    }
    metricsCore.at(metricsCore.now.plusSeconds(random.nextInt(1_800)));
  }

  /** Versions of one entity state in their order, those of different ones in any. */
  private static List<EntityStateRow> changes(List<List<EntityStateRow>> versions, Random random) {
    List<List<EntityStateRow>> left = new ArrayList<>();
    versions.forEach(entityState -> left.add(new ArrayList<>(entityState)));
    List<EntityStateRow> changes = new ArrayList<>();
    while (!left.isEmpty()) {
      int entityState = random.nextInt(left.size());
      changes.add(left.get(entityState).removeFirst());
      left.removeIf(List::isEmpty);
    }
    return changes;
  }

  /** A page of entity states contains each of them once. */
  private static List<EntityStateRow> latest(List<EntityStateRow> page) {
    Map<List<Object>, EntityStateRow> latest = new HashMap<>();
    page.forEach(row -> latest.put(List.of(row.scope(), row.entityState().key()), row));
    return List.copyOf(latest.values());
  }

  private static <T> List<List<T>> pages(List<T> items, Random random) {
    List<List<T>> pages = new ArrayList<>();
    for (int from = 0; from < items.size(); ) {
      int to = Math.min(items.size(), from + 1 + random.nextInt(40));
      pages.add(items.subList(from, to));
      from = to;
    }
    return pages;
  }

  private static List<StoredEvent> events(Random random) {
    List<StoredEvent> events = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      TestEvent event =
          TestEvent.of(any(TYPES, random), "X-" + random.nextInt(20))
              .id("event-" + i)
              .at(EntityStateRowBuilder.minute(random.nextInt(200)))
              .source(any(SOURCES, random))
              .data("correlation_id", "c" + random.nextInt(15))
              .data("hook_event_name", "Stop");
      if (random.nextInt(20) == 0) {
        event.at(NOON.plus(Duration.ofDays(900))).flag(EventFlag.FUTURE_TIME);
      }
      events.add(
          new StoredEvent(
              i + 1,
              any(SCOPES, random),
              "file:/log",
              EntityStateRowBuilder.minute(200),
              event.build()));
    }
    return events;
  }

  private static List<List<EntityStateRow>> versions(Random random) {
    List<List<EntityStateRow>> entityStates = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Scope scope = any(SCOPES, random);
      EntityKind kind = any(List.of(SIGNAL, CONTRACT, SPEC, EntityKind.INTENT), random);
      List<EntityStateRow> versions = new ArrayList<>();
      for (int version = random.nextInt(5); version >= 0; version--) {
        versions.add(entityState(kind, "E-" + i, random).in(scope).row());
      }
      entityStates.add(versions);
    }
    return entityStates;
  }

  private static EntityStateRowBuilder entityState(EntityKind kind, String id, Random random) {
    return switch (kind) {
      case SIGNAL -> signal(id, random);
      case CONTRACT -> contract(id, random);
      case SPEC -> spec(id, random);
      default -> intent(id, random);
    };
  }

  private static EntityStateRowBuilder signal(String id, Random random) {
    EntityStateRowBuilder entityState =
        EntityStateRowBuilder.of(
                SIGNAL,
                id,
                any(List.of("captured", "active", "clustered", "promoted", "unknown"), random))
            .source(any(SOURCES, random))
            .cluster(random.nextBoolean() ? null : "CLU-" + random.nextInt(3))
            .trust(random.nextBoolean() ? null : random.nextInt(100) / 90.0)
            .from(random.nextInt(100));
    for (int i = random.nextInt(6); i > 0; i--) {
      entityState.occurred(any(SIGNAL_TYPES, random), random.nextInt(100));
    }
    return random.nextBoolean() ? entityState : entityState.to(random.nextInt(200));
  }

  private static EntityStateRowBuilder contract(String id, Random random) {
    EntityStateRowBuilder entityState =
        EntityStateRowBuilder.of(
            CONTRACT, id, any(List.of("started", "verified", "failed", "revised"), random));
    for (int i = random.nextInt(6); i > 0; i--) {
      entityState.occurred(any(CONTRACT_TYPES, random), random.nextInt(100));
    }
    return random.nextBoolean() ? entityState : entityState.to(random.nextInt(100));
  }

  private static EntityStateRowBuilder spec(String id, Random random) {
    return EntityStateRowBuilder.of(SPEC, id, any(List.of("draft", "approved", "complete"), random))
        .product(random.nextBoolean() ? null : "p" + random.nextInt(2))
        .occurred("spec.created", random.nextInt(100));
  }

  private static EntityStateRowBuilder intent(String id, Random random) {
    EntityStateRowBuilder entityState =
        EntityStateRowBuilder.of(
                EntityKind.INTENT, id, any(List.of("proposed", "complete"), random))
            .occurred("intent.proposed", random.nextInt(50));
    for (Milestone mark : Milestone.values()) {
      if (random.nextInt(3) > 0) {
        entityState.mark(mark, random.nextInt(9_000));
      }
    }
    return entityState;
  }

  private static <T> T any(List<T> values, Random random) {
    return values.get(random.nextInt(values.size()));
  }
}
