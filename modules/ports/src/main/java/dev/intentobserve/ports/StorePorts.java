package dev.intentobserve.ports;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.Bytes;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityState;
import dev.intentobserve.model.entity.Membership;
import dev.intentobserve.model.event.DeadLetter;
import dev.intentobserve.model.event.Refusal;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.model.trace.TraceAlias;
import dev.intentobserve.model.trace.TraceSummary;
import dev.intentobserve.ports.DeferredWorkPorts.DeferredEvent;
import dev.intentobserve.ports.Port.Nothing;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The ports of the store. What a reply confirms survives a {@code kill -9}. A request without a
 * reply may have been carried out and is safe to repeat. BUSY means that the database did not
 * answer in time.
 */
public interface StorePorts {
  /** Appends a batch in one transaction. Always requested with the caller's deadline. */
  Port<Append, Appended> APPEND = new Port<>("intent-observe.store.append", Duration.ofSeconds(5));

  /**
   * Events after a position in seq order, without gaps: no event below the last one can appear
   * later.
   */
  Port<ReadAfter, Page> READ_AFTER = Port.at("store.read-after");

  /** The seq of the last committed event, 0 for an empty record. */
  Port<Nothing, Long> HEAD = Port.at("store.head");

  /** The position in the whole record for a position within one scope. */
  Port<PositionOf, Position> POSITION = Port.at("store.position");

  /** The position of the cursor of a name, 0 for one that never moved. */
  Port<String, Long> CURSOR = Port.at("store.cursor");

  /**
   * Commits facts and cursor together; fails as BUSY {@code cursor_moved} when the cursor is not at
   * {@code from} any more.
   */
  Port<CommitFacts, Boolean> COMMIT_FACTS = Port.at("store.commit-facts");

  /**
   * Entities that link to one of these without being one of them, in the order they were first
   * seen.
   */
  Port<IncomingLinksOf, List<IncomingLink>> INCOMING_LINKS = Port.at("store.incoming-links");

  /**
   * The roots that {@code ref} may stand for: an intent or cluster id, a trace id, a trace string.
   */
  Port<Scoped<String>, List<EntityKey>> ROOTS = Port.at("store.roots");

  /**
   * Stale roots: roots, and topmost entities of orphans, whose summary is out of date; oldest
   * first.
   */
  Port<StaleRootQuery, List<StaleRoot>> STALE_ROOTS = Port.at("store.stale-roots");

  /** The number of stale roots, counted up to the limit. */
  Port<StaleRootQuery, Integer> STALE_ROOT_COUNT = Port.at("store.stale-root-count");

  /**
   * Saves summaries and entity states, and clears the stale marks they answer, unless a root became
   * stale again meanwhile. Fails as BUSY {@code stale_roots_moved} when another refresh has cleared
   * one of these marks: it may have read newer facts.
   */
  Port<SaveSummaries, Boolean> SAVE_SUMMARIES = Port.at("store.save-summaries");

  Port<TraceQuery, Listing<TraceSummary>> FIND_TRACES = Port.at("store.find-traces");

  Port<EventQuery, Listing<StoredEvent>> FIND_EVENTS = Port.at("store.find-events");

  Port<Scoped<String>, Optional<StoredEvent>> FIND_EVENT = Port.at("store.find-event");

  Port<DeadLetterQuery, Listing<DeadLetter>> FIND_DEAD_LETTERS = Port.at("store.find-dead-letters");

  Port<Scoped<Long>, Optional<DeadLetter>> FIND_DEAD_LETTER = Port.at("store.find-dead-letter");

  /** Closes an open dead letter with a reason; false when no open dead letter has this id. */
  Port<Discard, Boolean> DISCARD = Port.at("store.discard");

  /** What was received and what became of it, one row for each receiver and source. */
  Port<SourcesOf, SourcePage> SOURCES = Port.at("store.sources");

  /** The read position in each tailed file. */
  Port<Nothing, List<TailMark>> TAIL_MARKS = Port.at("store.tail-marks");

  /** With the name of a signal: the cursor of an export destination. */
  String EXPORT_CURSOR_PREFIX = "export.";

  /** Moves an export cursor together with what the destination refused. */
  Port<CommitExport, Boolean> COMMIT_EXPORT = Port.at("store.commit-export");

  /** The status of the event of a seq at each export destination. */
  Port<Long, List<ExportStatus>> EXPORT_STATUS = Port.at("store.export-status");

  /**
   * Answers when the database answers and events can be appended: fails with the reason while the
   * connection that appends hangs or is lost, and from an append that found the disk full, or
   * nothing to be written, until one succeeds.
   */
  Port<Nothing, Boolean> PING = Port.at("store.ping");

  /**
   * A batch from one receiver.
   *
   * @param receiver {@code http}, {@code bus}, {@code file:PATH} or {@code retry}
   * @param mark committed in the same transaction; null for receivers without a position
   * @param retryOf the dead letter this repairs: closed in the same transaction when stored
   */
  record Append(
      Scope scope,
      String receiver,
      Instant receivedTime,
      List<Entry> entries,
      @Nullable TailMark mark,
      @Nullable Long retryOf) {
    public Append {
      requireNonNull(scope, "scope");
      requireNonNull(receiver, "receiver");
      requireNonNull(receivedTime, "receivedTime");
      entries = List.copyOf(entries);
    }
  }

  /** One record of a batch: parsed, or refused by the parser. */
  sealed interface Entry {
    record Accepted(WorkEvent event, String origin) implements Entry {
      public Accepted {
        requireNonNull(event, "event");
        requireNonNull(origin, "origin");
      }
    }

    /**
     * Refused by the parser.
     *
     * @param origin {@code line 17} or {@code index 3}
     * @param body sanitised; of a record over the limit its beginning
     * @param digest hash, lower-case hex, of all that was received
     * @param size bytes received
     */
    record Refused(
        Refusal reason,
        String detail,
        String source,
        String origin,
        Bytes body,
        String digest,
        long size)
        implements Entry {
      public Refused {
        requireNonNull(reason, "reason");
        requireNonNull(detail, "detail");
        requireNonNull(source, "source");
        requireNonNull(origin, "origin");
        requireNonNull(body, "body");
        requireNonNull(digest, "digest");
      }
    }
  }

  /** The outcome for a record. */
  enum Status {
    STORED,
    DUPLICATE,
    REFUSED
  }

  /**
   * One for each entry, in their order.
   *
   * @param eventId null for a refused record that had none
   * @param seq the {@link StoredEvent#scopeSeq} of the event; null for a refused record
   */
  record Receipt(
      Status status,
      @Nullable String eventId,
      @Nullable Long seq,
      @Nullable Refusal reason,
      @Nullable String detail) {}

  record Appended(List<Receipt> receipts) {
    public Appended {
      receipts = List.copyOf(receipts);
    }
  }

  /**
   * A page of the record.
   *
   * @param upTo read no event with a greater seq; {@code Long.MAX_VALUE} for all
   */
  record ReadAfter(long after, long upTo, int limit) {}

  /**
   * Events in seq order.
   *
   * @param last the seq of the last event, or what was asked for when there is none
   */
  record Page(List<StoredEvent> events, long last, boolean more) {
    public Page {
      events = List.copyOf(events);
    }
  }

  /**
   * A position within a scope.
   *
   * @param scopeSeq the number of the last event seen; {@code Long.MAX_VALUE} to begin with what
   *     comes next
   */
  record PositionOf(Scope scope, long scopeSeq) {}

  /**
   * A place between two events.
   *
   * @param seq no event of the scope lies between {@code scopeSeq} and this
   * @param scopeSeq the number of the scope's last event up to here, 0 for none
   */
  record Position(long seq, long scopeSeq) {}

  /** An entity of any scope. */
  record Scoped<T>(Scope scope, T value) {}

  /**
   * One placement step.
   *
   * @param to where the cursor goes; {@code from} for a step in the middle of an event
   * @param facts the facts as they are to be, already merged with what was known
   * @param stale roots, and topmost entities of orphans, whose summaries and states are out of date
   *     now
   * @param aside events that could not be placed and are deferred by this step
   * @param settled deferred events that this step places
   */
  @RecordBuilder
  record CommitFacts(
      String cursor,
      long from,
      long to,
      List<Scoped<EntityFacts>> facts,
      List<Scoped<Membership>> memberships,
      List<Scoped<TraceAlias>> aliases,
      Set<Scoped<EntityKey>> stale,
      List<DeferredEvent> aside,
      List<Long> settled)
      implements StorePortsCommitFactsBuilder.With {
    public CommitFacts {
      facts = List.copyOf(facts);
      memberships = List.copyOf(memberships);
      aliases = List.copyOf(aliases);
      stale = Set.copyOf(stale);
      aside = List.copyOf(aside);
      settled = List.copyOf(settled);
    }

    /** A step that defers nothing. */
    public CommitFacts(
        String cursor,
        long from,
        long to,
        List<Scoped<EntityFacts>> facts,
        List<Scoped<Membership>> memberships,
        List<Scoped<TraceAlias>> aliases,
        Set<Scoped<EntityKey>> stale) {
      this(cursor, from, to, facts, memberships, aliases, stale, List.of(), List.of());
    }

    /** A step that only defers events. */
    public static CommitFacts aside(String cursor, long from, long to, List<DeferredEvent> aside) {
      return new CommitFacts(
          cursor, from, to, List.of(), List.of(), List.of(), Set.of(), aside, List.of());
    }
  }

  record IncomingLinksOf(Scope scope, Set<EntityKey> targets, int limit) {
    public IncomingLinksOf {
      targets = Set.copyOf(targets);
    }
  }

  /**
   * A link, seen from its target.
   *
   * @param relation the name of the link, such as {@code grew_from}
   */
  record IncomingLink(EntityFacts from, String relation, EntityKey to) {}

  /**
   * Stale roots.
   *
   * @param now leaves out deferred ones that are not due yet; null for all
   */
  record StaleRootQuery(int limit, @Nullable Instant now) {
    /** Includes deferred ones. */
    public StaleRootQuery(int limit) {
      this(limit, null);
    }
  }

  /**
   * A stale root.
   *
   * @param attempts how often its refresh failed; if it did, it is refreshed on its own
   * @param size number of entities under it when last counted; 0 where it was never counted
   */
  record StaleRoot(Scope scope, EntityKey root, long version, int attempts, int size) {
    /** One that never failed, of unknown size. */
    public StaleRoot(Scope scope, EntityKey root, long version) {
      this(scope, root, version, 0, 0);
    }
  }

  /**
   * Summaries, the states of all entities below the same roots, and the stale marks they answer.
   *
   * @param entityStates one that is unchanged, as are its facts, is not written and gets no new
   *     revision, because metrics are computed from both
   */
  record SaveSummaries(
      List<Scoped<TraceSummary>> summaries,
      List<Scoped<EntityState>> entityStates,
      List<StaleRoot> done) {
    public SaveSummaries {
      summaries = List.copyOf(summaries);
      entityStates = List.copyOf(entityStates);
      done = List.copyOf(done);
    }
  }

  /**
   * One page of a list.
   *
   * @param next opaque; null at the end
   */
  record Listing<T>(List<T> items, @Nullable String next) {
    public Listing {
      items = List.copyOf(items);
    }
  }

  record DeadLetterQuery(
      Scope scope,
      @Nullable Refusal reason,
      @Nullable String receiver,
      @Nullable String status,
      int limit,
      @Nullable String cursor) {}

  record Discard(Scope scope, long id, String reason, String actor, Instant at) {}

  record SourcesOf(Scope scope, int limit, @Nullable String cursor) {}

  /**
   * One page of sources, by receiver and name.
   *
   * @param totals of all sources of the scope, on the first page only, because it reads every
   *     source
   */
  record SourcePage(Listing<SourceCount> page, @Nullable Totals totals) {}

  /**
   * The sums over all sources.
   *
   * @param balanced whether each of them is
   */
  record Totals(
      long received, long stored, long duplicates, Map<Refusal, Long> refused, boolean balanced) {
    public Totals {
      refused = Map.copyOf(refused);
    }
  }

  /**
   * Counted in the transaction that stored the rows. {@code received} is counted on its own, so
   * that {@link #balanced} is a statement and not a definition.
   */
  record SourceCount(
      String receiver,
      String source,
      long received,
      long stored,
      long duplicates,
      Map<Refusal, Long> refused) {
    public SourceCount {
      refused = Map.copyOf(refused);
    }

    public boolean balanced() {
      return received
          == stored + duplicates + refused.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  /**
   * A read position in a file.
   *
   * @param fileKey identifies the file whatever its name: device and inode where the system has
   *     them
   * @param offset the first byte not yet read
   * @param fingerprint hash of the bytes just before the offset, by which a rewrite is noticed
   * @param fingerprintLength how many bytes that were
   */
  record TailMark(
      Scope scope,
      String path,
      String fileKey,
      long offset,
      String fingerprint,
      int fingerprintLength) {}

  record CommitExport(String cursor, long from, long to, List<ExportRefusal> refusals) {
    public CommitExport {
      refusals = List.copyOf(refusals);
    }
  }

  /**
   * A record that a destination refused.
   *
   * @param seq the event whose record or span the destination refused
   */
  record ExportRefusal(long seq, String reason) {}

  /**
   * The export status of an event at a destination.
   *
   * @param status {@code shipped}, {@code pending} or {@code refused}
   */
  record ExportStatus(String destination, String status, @Nullable String reason) {}
}
