package dev.intentobserve.model.entity;

import static java.util.Objects.requireNonNull;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where one entity stands: a projection of its own facts and of what stands above and below it,
 * remade whenever one of these changes. The same facts give the same state, whatever the order in
 * which they came.
 *
 * @param level autonomy level {@code L0} to {@code L4}; null where no trust is known
 * @param trust 0 to 1; null where none is known
 * @param source of the first event that created it, else of its latest; null for a placeholder
 * @param product its own, else its intent's; null where neither names one
 * @param cluster id of the cluster it belongs to by the standing claim; null for none
 * @param start null where nothing is known of it but its name
 * @param end null while it is open
 * @param top the intent or cluster at the root of its trace; of an orphan the topmost entity above
 *     it, often itself
 * @param traceId of its trace, provisional or not; null for an orphan
 * @param spanId within that trace; null for an orphan
 * @param marks moments that measures start and end at, by the names of {@link Milestone}; of
 *     intents only
 */
@RecordBuilder
public record EntityState(
    EntityKey key,
    String state,
    @Nullable String level,
    @Nullable Double trust,
    @Nullable String source,
    @Nullable String product,
    @Nullable String cluster,
    @Nullable Instant start,
    @Nullable Instant end,
    EntityKey top,
    @Nullable String traceId,
    @Nullable String spanId,
    SortedMap<Milestone, Instant> marks) {

  /** A moment in the work on an intent. */
  public enum Milestone {
    /** Its earliest signal was captured. */
    FIRST_SIGNAL,
    /** It came into being: a signal was promoted to it, or it was proposed. */
    PROMOTED,
    /** Its first spec was authored. */
    SPEC_AUTHORED,
    /** Its first spec was approved. */
    SPEC_APPROVED,
    /** The last contract of all its specs passed. */
    CONTRACTS_PASSED
  }

  public EntityState {
    requireNonNull(key, "key");
    requireNonNull(state, "state");
    requireNonNull(top, "top");
    marks = Collections.unmodifiableSortedMap(new TreeMap<>(marks));
  }

  /** Without marks until they are set. */
  public static EntityStateBuilder builder() {
    return EntityStateBuilder.builder().marks(new TreeMap<>());
  }
}
