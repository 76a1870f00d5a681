package dev.intentobserve.model.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The algebra on which promise P3 stands. */
final class EntityFactsTest {
  private static final EntityKey KEY = new EntityKey(EntityKind.SIGNAL, "SIG-1");
  private static final String[] NAMES = {"owner", "phase", EntityFacts.CREATED_SOURCE};

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void merge_isCommutativeAndAssociative(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 50; i++) {
      EntityFacts a = some(random);
      EntityFacts b = some(random);
      EntityFacts c = some(random);

      assertThat(EntityFacts.merge(a, b)).isEqualTo(EntityFacts.merge(b, a));
      assertThat(EntityFacts.merge(EntityFacts.merge(a, b), c))
          .isEqualTo(EntityFacts.merge(a, EntityFacts.merge(b, c)));
      assertThat(EntityFacts.merge(a, EntityFacts.unknown(KEY))).isEqualTo(a);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void writtenAndRead_isTheSame(long seed) {
    EntityFacts facts = some(new Random(seed));

    assertThat(EntityFactsJson.read(KEY, EntityFactsJson.write(facts))).isEqualTo(facts);
  }

  /** A chat tells of a signal, and months later its file is moved, which creates it once more. */
  @Test
  void createdTwice_isBroughtForthByTheFirst_andDescribedByTheLast() {
    EntityFacts chat = created("conversation", "2026-03-01T00:00:00Z");
    EntityFacts move = created("github-action", "2026-05-20T00:00:00Z");

    EntityFacts both = EntityFacts.merge(move, chat);

    assertThat(both.attribute(EntityFacts.CREATED_SOURCE)).contains("conversation");
    assertThat(both.attribute("source")).contains("github-action");
  }

  private static EntityFacts created(String source, String time) {
    SortedMap<String, StampedValue> attributes = new TreeMap<>();
    StampedValue claim = new StampedValue(new Stamp(Instant.parse(time), 0, "event-1"), source);
    attributes.put("source", claim);
    attributes.put(EntityFacts.CREATED_SOURCE, claim);
    return new EntityFacts(
        KEY,
        new TreeMap<>(),
        attributes,
        new TreeMap<>(),
        new TreeMap<>(),
        new TreeSet<>(),
        new TreeSet<>());
  }

  private static EntityFacts some(Random random) {
    SortedMap<String, Occurrence> occurrences = new TreeMap<>();
    SortedMap<String, StampedValue> attributes = new TreeMap<>();
    SortedMap<EntityKind, StampedValue> parents = new TreeMap<>();
    SortedMap<String, Stamp> refs = new TreeMap<>();
    SortedSet<String> files = new TreeSet<>();
    SortedSet<String> links = new TreeSet<>();
    for (int i = random.nextInt(30); i > 0; i--) {
      Stamp stamp = stamp(random);
      occurrences.put("type-" + random.nextInt(4), Occurrence.once(stamp));
      attributes.put(NAMES[random.nextInt(3)], new StampedValue(stamp, "v" + random.nextInt(3)));
      parents.put(
          EntityKind.values()[random.nextInt(4)], new StampedValue(stamp, "p" + random.nextInt(3)));
      refs.put("ref-" + random.nextInt(40), stamp);
      files.add("file-" + random.nextInt(40));
      links.add("mentions signal:SIG-" + random.nextInt(600));
    }
    return new EntityFacts(KEY, occurrences, attributes, parents, refs, files, links);
  }

  /** Few moments and few ids: ties are the hard part. */
  private static Stamp stamp(Random random) {
    Instant time = Instant.parse("2026-03-01T00:00:00Z").plusSeconds(random.nextInt(3));
    return new Stamp(time, random.nextInt(2), "event-" + random.nextInt(4));
  }
}
