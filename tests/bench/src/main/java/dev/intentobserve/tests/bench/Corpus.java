package dev.intentobserve.tests.bench;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Events of ordinary work, as lines of JSON: the same for the same number, seed and start. They
 * come in blocks of {@value #BLOCK} intents that are worked on at the same time, so events of
 * different intents alternate, many are out of order, and 1 % of them are sent twice. Blocks are
 * made when they are needed, because ten million events do not fit into memory.
 */
final class Corpus {
  static final int EVENTS_PER_INTENT = 42;
  static final int ENTITIES_PER_INTENT = 18;

  private static final int BLOCK = 64;
  private static final double REPEATS = 0.01;

  /** Events between the starts of two intents of a block, and between two steps of one. */
  private static final double PACE = 10;

  private static final double STEP = 15;

  /** How far events are displaced: a little always, a lot where a sender was offline. */
  private static final double JITTER = 20;

  private static final double LATE = 300;
  private static final double LATE_SHARE = 0.05;
  private static final int SECONDS_PER_POSITION = 20;

  private final int first;
  private final int intents;
  private final long seed;
  private final Instant start;

  private record Positioned(double position, String line) {}

  /**
   * @param first number of the first intent, so that two of them have nothing in common
   * @param events without repeats; rounded up to whole intents
   */
  Corpus(int first, long events, long seed, Instant start) {
    this.first = first;
    this.intents = Math.toIntExact((events + EVENTS_PER_INTENT - 1) / EVENTS_PER_INTENT);
    this.seed = seed;
    this.start = start;
  }

  int intents() {
    return intents;
  }

  /** Different events. */
  long events() {
    return (long) intents * EVENTS_PER_INTENT;
  }

  long entities() {
    return (long) intents * ENTITIES_PER_INTENT;
  }

  /** Events that are sent a second time. */
  long repeats() {
    return IntStream.range(0, blocks()).mapToLong(this::repeats).sum();
  }

  static String intent(int number) {
    return "INT-" + number;
  }

  Stream<String> lines() {
    return IntStream.range(0, blocks()).boxed().flatMap(block -> block(block).stream());
  }

  /** Bodies of at most {@code size} lines each. */
  Iterator<byte[]> bodies(int size) {
    return bodies(lines().iterator(), size);
  }

  static Iterator<byte[]> bodies(Iterator<String> lines, int size) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return lines.hasNext();
      }

      @Override
      public byte[] next() {
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < size && lines.hasNext(); i++) {
          body.append(lines.next()).append('\n');
        }
        return body.toString().getBytes(StandardCharsets.UTF_8);
      }
    };
  }

  private int blocks() {
    return (intents + BLOCK - 1) / BLOCK;
  }

  private int intentsOf(int block) {
    return Math.min(BLOCK, intents - block * BLOCK);
  }

  private int repeats(int block) {
    return (int) Math.round(intentsOf(block) * EVENTS_PER_INTENT * REPEATS);
  }

  private List<String> block(int block) {
    Random random = new Random(seed * 1_000_003 + first + block);
    List<Positioned> all = new ArrayList<>();
    for (int i = 0; i < intentsOf(block); i++) {
      add(all, block, i, random);
    }
    List<Positioned> originals = List.copyOf(all);
    for (int i = 0; i < repeats(block); i++) {
      Positioned again = originals.get(random.nextInt(originals.size()));
      all.add(new Positioned(again.position() + random.nextDouble() * LATE, again.line()));
    }
    all.sort(Comparator.comparingDouble(Positioned::position));
    return all.stream().map(Positioned::line).toList();
  }

  private void add(List<Positioned> all, int block, int number, Random random) {
    int intent = first + block * BLOCK + number;
    long before = (long) block * BLOCK * EVENTS_PER_INTENT;
    IntentScript script = new IntentScript(intent, random);
    List<IntentScript.Event> events = script.events();
    for (int step = 0; step < events.size(); step++) {
      double happens = number * PACE + step * STEP;
      Instant time = start.plusSeconds((long) ((before + happens) * SECONDS_PER_POSITION));
      double late = random.nextDouble() < LATE_SHARE ? random.nextDouble() * LATE : 0;
      double position = happens + (random.nextDouble() - 0.5) * 2 * JITTER + late;
      all.add(new Positioned(position, script.line(events.get(step), time)));
    }
  }
}
