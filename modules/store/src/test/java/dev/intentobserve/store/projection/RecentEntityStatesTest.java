package dev.intentobserve.store.projection;

import static dev.intentobserve.testkit.TestEvent.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.EntityState;
import dev.intentobserve.model.entity.Occurrence;
import dev.intentobserve.model.entity.Stamp;
import dev.intentobserve.ports.EntityStatePorts.EntityStatePage;
import dev.intentobserve.ports.EntityStatePorts.EntityStateRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RecentEntityStatesTest {
  private final RecentEntityStates recent = new RecentEntityStates(4, 2_000);

  @Test
  void page_followsAPosition_withinTheLimit() {
    recent.add(10, List.of(row(11, "A"), row(12, "B"), row(13, "C")));
    assertThat(page(10, 2)).extracting(EntityStateRow::revision).containsExactly(11L, 12L);
    assertThat(recent.after(10, 2)).map(EntityStatePage::more).contains(true);
    assertThat(page(12, 2)).extracting(EntityStateRow::revision).containsExactly(13L);
    assertThat(recent.after(12, 2)).map(EntityStatePage::more).contains(false);
  }

  @Test
  void outsideOfTheRange_onlyTheDatabaseCanTell() {
    recent.add(10, List.of(row(11, "A")));
    assertThat(recent.after(9, 2)).isEmpty();
    assertThat(recent.after(11, 2)).isEmpty();
  }

  @Test
  void changedAgain_isInItsLaterPlaceOnly() {
    recent.add(10, List.of(row(11, "A"), row(12, "B")));
    recent.add(12, List.of(row(13, "A")));
    assertThat(page(10, 9)).extracting(EntityStateRow::revision).containsExactly(12L, 13L);
  }

  @Test
  void revisionsGivenElsewhere_beginANewRange() {
    recent.add(10, List.of(row(11, "A")));
    recent.add(15, List.of(row(16, "B")));
    assertThat(recent.after(10, 9)).isEmpty();
    assertThat(page(15, 9)).extracting(EntityStateRow::revision).containsExactly(16L);
  }

  @Test
  void tooMany_forgetsTheOldest() {
    recent.add(0, List.of(row(1, "A"), row(2, "B"), row(3, "C"), row(4, "D"), row(5, "E")));
    assertThat(recent.after(0, 9)).isEmpty();
    assertThat(page(1, 9)).extracting(EntityStateRow::revision).containsExactly(2L, 3L, 4L, 5L);
  }

  @Test
  void tooLarge_forgetsTheOldest() {
    recent.add(0, List.of(row(1, "A", 8), row(2, "B", 8)));
    assertThat(recent.after(0, 9)).isEmpty();
    assertThat(page(1, 9)).extracting(EntityStateRow::revision).containsExactly(2L);
  }

  private List<EntityStateRow> page(long after, int limit) {
    return recent.after(after, limit).orElseThrow().rows();
  }

  private static EntityStateRow row(long revision, String id) {
    return row(revision, id, 0);
  }

  private static EntityStateRow row(long revision, String id, int types) {
    EntityKey key = key(EntityKind.SIGNAL, id);
    Stamp stamp = new Stamp(Instant.EPOCH, 0, "e");
    Map<String, Occurrence> occurrences = new TreeMap<>();
    for (int n = 0; n < types; n++) {
      occurrences.put("t" + n, new Occurrence(1, stamp, stamp));
    }
    EntityFacts facts =
        new EntityFacts(
            key,
            new TreeMap<>(occurrences),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeMap<>(),
            new TreeSet<>(),
            new TreeSet<>());
    EntityState state =
        EntityState.builder().key(key).state("captured").top(key).marks(new TreeMap<>()).build();
    return new EntityStateRow(revision, Scope.DEFAULT, state, facts);
  }
}
