package dev.intentobserve.contract;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.contract.StoreContract.Listing;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.event.EntityFacts;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Life;
import dev.intentobserve.event.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where every entity stands, as the trace room last saw it; answered by the cellar. Written
 * together with the summaries ({@link StoreContract#SAVE_SUMMARIES}), so it follows the record a
 * moment later.
 */
public interface LifeContract {
  /** Lives that changed after a revision, in the order of their last change, complete. */
  Port<LivesAfter, LifePage> LIVES_AFTER = Port.at("store.lives-after");

  /** By kind and id. */
  Port<LifeQuery, Listing<LifeRow>> FIND_LIVES = Port.at("store.find-lives");

  /**
   * Entities that have to be looked at again because of lives about to be saved: who is known to
   * stand under one of the tops but is not among the lives, and under whom somebody among the lives
   * stood before, unless that one is among the lives itself.
   */
  Port<StraysOf, List<Scoped<EntityKey>>> STRAYS = Port.at("store.stray-lives");

  record LivesAfter(long after, int limit) {}

  /**
   * Asks what lives about to be saved leave behind.
   *
   * @param tops all entities under which lives were made, or no longer are
   * @param lives all that stand under them now
   */
  record StraysOf(Set<Scoped<EntityKey>> tops, List<Scoped<Life>> lives) {
    public StraysOf {
      tops = Set.copyOf(tops);
      lives = List.copyOf(lives);
    }
  }

  /**
   * A life as it stands now.
   *
   * @param revision rises with each change, in commit order
   * @param facts may be a moment newer than the life
   */
  record LifeRow(long revision, Scope scope, Life life, EntityFacts facts) {
    public LifeRow {
      requireNonNull(scope, "scope");
      requireNonNull(life, "life");
      requireNonNull(facts, "facts");
    }
  }

  /**
   * Lives in the order of their revisions.
   *
   * @param last the revision of the last row, or what was asked for when there is none
   */
  record LifePage(List<LifeRow> rows, long last, boolean more) {
    public LifePage {
      rows = List.copyOf(rows);
    }
  }

  /**
   * Null asks for any.
   *
   * @param endedSince only those whose work ended then or later
   */
  record LifeQuery(
      Scope scope,
      @Nullable Kind kind,
      @Nullable Set<String> states,
      @Nullable String source,
      @Nullable String product,
      @Nullable String cluster,
      @Nullable String level,
      @Nullable Instant endedSince,
      @Nullable String idPrefix,
      int limit,
      @Nullable String cursor) {}
}
