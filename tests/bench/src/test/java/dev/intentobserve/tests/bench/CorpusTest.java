package dev.intentobserve.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.event.InputLimits;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.parser.EventParser;
import dev.intentobserve.parser.ParseResult;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CorpusTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final EventParser PARSER = new EventParser(InputLimits.DEFAULT);

  /** A block and a half. */
  private static final Corpus CORPUS = new Corpus(0, 4_000, 7, START);

  private static final List<String> LINES = CORPUS.lines().toList();

  @Test
  void sizes_areWholeIntents() {
    assertThat(List.of(CORPUS.intents(), CORPUS.events(), CORPUS.entities(), CORPUS.repeats()))
        .isEqualTo(List.of(96, 4_032L, 1_728L, 40L));
    assertThat(LINES).hasSize(4_072);
    assertThat(new HashSet<>(LINES)).hasSize(4_032);
  }

  @Test
  void sameSeed_givesTheSameBytes_anotherSeedOthers() {
    assertThat(new Corpus(0, 4_000, 7, START).lines()).containsExactlyElementsOf(LINES);
    assertThat(new Corpus(0, 4_000, 8, START).lines().toList()).isNotEqualTo(LINES);
  }

  @Test
  void anotherFirstIntent_sharesNoEntity() {
    Set<EntityKey> others = entities(new Corpus(96, 4_000, 7, START).lines().toList());
    assertThat(entities(LINES)).doesNotContainAnyElementsOf(others);
  }

  @Test
  void allEvents_areUnderstood_withTypesOfTheCatalog() {
    assertThat(LINES.stream().map(CorpusTest::parse)).allMatch(event -> event.flags().isEmpty());
  }

  @Test
  void dialects_areHalfAndHalf() {
    assertThat(share(line -> line.startsWith("{\"version\""))).isBetween(0.45, 0.55);
  }

  @Test
  void traceIds_areNull_butForOneInTwenty() {
    assertThat(share(line -> line.contains("\"trace_id\":null"))).isBetween(0.94, 0.96);
  }

  @Test
  void bodies_haveAbout340Bytes() {
    assertThat(LINES.stream().mapToInt(String::length).average().orElseThrow())
        .isBetween(330.0, 350.0);
  }

  @Test
  void manyEvents_areOutOfOrder() {
    long earlier = 0;
    Instant before = START;
    for (String line : LINES) {
      Instant time = parse(line).eventTime();
      earlier += time.isBefore(before) ? 1 : 0;
      before = time;
    }
    assertThat((double) earlier / LINES.size()).isBetween(0.1, 0.6);
  }

  @Test
  void bodiesOfSeveralLines_holdEveryLineOnce() {
    Iterator<byte[]> bodies = CORPUS.bodies(500);
    StringBuilder all = new StringBuilder();
    bodies.forEachRemaining(body -> all.append(new String(body, StandardCharsets.UTF_8)));
    assertThat(all.toString().lines()).containsExactlyElementsOf(LINES);
  }

  private double share(Predicate<String> condition) {
    return (double) LINES.stream().filter(condition).count() / LINES.size();
  }

  private static Set<EntityKey> entities(List<String> lines) {
    return lines.stream()
        .map(line -> parse(line).entity())
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  private static WorkEvent parse(String line) {
    return PARSER.read(line.getBytes(StandardCharsets.UTF_8), START)
            instanceof ParseResult.ParsedEvent parsed
        ? parsed.event()
        : throwing(line);
  }

  private static WorkEvent throwing(String line) {
    throw new AssertionError("refused: " + line);
  }
}
