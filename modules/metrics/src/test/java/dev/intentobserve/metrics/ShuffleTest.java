package dev.intentobserve.metrics;

import static dev.intentobserve.testkit.Events.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.contract.LifeContract.LifeRow;
import dev.intentobserve.event.Comparison;
import dev.intentobserve.event.CycleTime;
import dev.intentobserve.event.EventFlag;
import dev.intentobserve.event.Indicator;
import dev.intentobserve.event.Indicator.EventMatch;
import dev.intentobserve.event.Indicator.Limit;
import dev.intentobserve.event.Indicator.Picks;
import dev.intentobserve.event.Indicator.SpanMatch;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Life.Mark;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Stored;
import dev.intentobserve.testkit.Events;
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

/**
 * Whatever the order, the pages, the restarts and the states in between, the figures are the same.
 */
final class ShuffleTest {
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
  private static final Instant END = Lives.minute(10_000);

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
              new SpanMatch(Kind.CONTRACT, null, new TreeMap<>()),
              new TreeSet<>(List.of("verified")),
              new TreeSet<>(List.of("failed"))),
          "latency",
          new Indicator.Latency(
              new SpanMatch(Kind.SIGNAL, null, new TreeMap<>(Map.of("source", "mcp"))),
              limit(Comparison.LT, 60)),
          "cycle",
          new Indicator.Latency(
              new SpanMatch(Kind.INTENT, CycleTime.SIGNAL_TO_INTENT, new TreeMap<>()),
              limit(Comparison.LTE, 60)));

  private static Limit limit(Comparison comparison, long minutes) {
    return new Limit(comparison, Duration.ofMinutes(minutes));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void anyOrder_endsInTheSameFigures(long seed) {
    Random random = new Random(seed);
    List<Stored> events = events(random);
    List<List<LifeRow>> versions = versions(random);

    Room sorted = new Room(INDICATORS);
    sorted.events(true, events, INDICATORS);
    sorted.lives(true, versions.stream().map(List::getLast).toList(), INDICATORS);
    sorted.at(END);

    Room shuffled = new Room(INDICATORS);
    Collections.shuffle(events, random);
    play(shuffled, events, versions, random);
    shuffled.at(END);

    assertThat(shuffled.shelf.samples).isEqualTo(sorted.shelf.samples);
    assertThat(shuffled.shelf.series).isEqualTo(sorted.shelf.series);
    assertThat(shuffled.shelf.cases).isEqualTo(sorted.shelf.cases);
    assertThat(shuffled.shelf.ticks).isEqualTo(sorted.shelf.ticks);
    assertThat(shuffled.shelf.activity).isEqualTo(sorted.shelf.activity);
    assertThat(sorted.shelf.cases).hasSizeGreaterThan(50);
  }

  /** Some indicators follow the main cursor from the beginning, the others come late. */
  private static void play(
      Room room, List<Stored> events, List<List<LifeRow>> versions, Random random) {
    Map<String, Indicator> early = new HashMap<>(INDICATORS);
    early.keySet().removeIf(id -> random.nextBoolean());
    Map<String, Indicator> late = new HashMap<>(INDICATORS);
    late.keySet().removeAll(early.keySet());
    for (List<Stored> page : pages(events, random)) {
      room.events(true, page, early);
      passes(room, random);
    }
    for (List<Stored> page : pages(events, random)) {
      room.events(false, page, late);
      passes(room, random);
    }
    List<LifeRow> changes = changes(versions, random);
    for (List<LifeRow> page : pages(changes, random)) {
      room.lives(true, latest(page), early);
      passes(room, random);
    }
    for (List<LifeRow> page : pages(changes, random)) {
      room.lives(false, latest(page), late);
      passes(room, random);
    }
  }

  private static void passes(Room room, Random random) {
    if (random.nextInt(3) == 0) {
      room.restart();
    }
    room.at(room.now.plusSeconds(random.nextInt(1_800)));
  }

  /** Versions of one life in their order, those of different lives in any. */
  private static List<LifeRow> changes(List<List<LifeRow>> versions, Random random) {
    List<List<LifeRow>> left = new ArrayList<>();
    versions.forEach(life -> left.add(new ArrayList<>(life)));
    List<LifeRow> changes = new ArrayList<>();
    while (!left.isEmpty()) {
      int life = random.nextInt(left.size());
      changes.add(left.get(life).removeFirst());
      left.removeIf(List::isEmpty);
    }
    return changes;
  }

  /** A page of lives has each of them once. */
  private static List<LifeRow> latest(List<LifeRow> page) {
    Map<List<Object>, LifeRow> latest = new HashMap<>();
    page.forEach(row -> latest.put(List.of(row.scope(), row.life().key()), row));
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

  private static List<Stored> events(Random random) {
    List<Stored> events = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Events event =
          Events.of(any(TYPES, random), "X-" + random.nextInt(20))
              .id("event-" + i)
              .at(Lives.minute(random.nextInt(200)))
              .source(any(SOURCES, random))
              .data("correlation_id", "c" + random.nextInt(15))
              .data("hook_event_name", "Stop");
      if (random.nextInt(20) == 0) {
        event.at(NOON.plus(Duration.ofDays(900))).flag(EventFlag.FUTURE_TIME);
      }
      events.add(
          new Stored(i + 1, any(SCOPES, random), "file:/log", Lives.minute(200), event.build()));
    }
    return events;
  }

  private static List<List<LifeRow>> versions(Random random) {
    List<List<LifeRow>> lives = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Scope scope = any(SCOPES, random);
      Kind kind = any(List.of(Kind.SIGNAL, Kind.CONTRACT, Kind.SPEC, Kind.INTENT), random);
      List<LifeRow> versions = new ArrayList<>();
      for (int version = random.nextInt(5); version >= 0; version--) {
        versions.add(life(kind, "E-" + i, random).in(scope).row());
      }
      lives.add(versions);
    }
    return lives;
  }

  private static Lives life(Kind kind, String id, Random random) {
    return switch (kind) {
      case SIGNAL -> signal(id, random);
      case CONTRACT -> contract(id, random);
      case SPEC -> spec(id, random);
      default -> intent(id, random);
    };
  }

  private static Lives signal(String id, Random random) {
    Lives life =
        Lives.of(
                Kind.SIGNAL,
                id,
                any(List.of("captured", "active", "clustered", "promoted", "unknown"), random))
            .source(any(SOURCES, random))
            .cluster(random.nextBoolean() ? null : "CLU-" + random.nextInt(3))
            .trust(random.nextBoolean() ? null : random.nextInt(100) / 90.0)
            .from(random.nextInt(100));
    for (int i = random.nextInt(6); i > 0; i--) {
      life.happened(any(SIGNAL_TYPES, random), random.nextInt(100));
    }
    return random.nextBoolean() ? life : life.to(random.nextInt(200));
  }

  private static Lives contract(String id, Random random) {
    Lives life =
        Lives.of(
            Kind.CONTRACT, id, any(List.of("started", "verified", "failed", "revised"), random));
    for (int i = random.nextInt(6); i > 0; i--) {
      life.happened(any(CONTRACT_TYPES, random), random.nextInt(100));
    }
    return random.nextBoolean() ? life : life.to(random.nextInt(100));
  }

  private static Lives spec(String id, Random random) {
    return Lives.of(Kind.SPEC, id, any(List.of("draft", "approved", "complete"), random))
        .product(random.nextBoolean() ? null : "p" + random.nextInt(2))
        .happened("spec.created", random.nextInt(100));
  }

  private static Lives intent(String id, Random random) {
    Lives life =
        Lives.of(Kind.INTENT, id, any(List.of("proposed", "complete"), random))
            .happened("intent.proposed", random.nextInt(50));
    for (Mark mark : Mark.values()) {
      if (random.nextInt(3) > 0) {
        life.mark(mark, random.nextInt(9_000));
      }
    }
    return life;
  }

  private static <T> T any(List<T> values, Random random) {
    return values.get(random.nextInt(values.size()));
  }
}
