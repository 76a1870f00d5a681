package dev.intentobserve.ports;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.Bytes;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.EntityState;
import dev.intentobserve.model.entity.Membership;
import dev.intentobserve.model.event.DeadLetter;
import dev.intentobserve.model.event.Refusal;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.model.trace.TraceAlias;
import dev.intentobserve.model.trace.TraceSummary;
import dev.intentobserve.ports.DeferredWorkPorts.DeferredEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The doors of the cellar. Everything here survives a {@code kill -9} once the answer has come; a
 * question whose answer did not come may have been carried out and is safe to ask again. BUSY means
 * the database did not answer in time.
 */
public interface StorePorts {
  /** Appends a batch in one transaction. Always asked with the caller's deadline. */
  Port<Append, Appended> APPEND = new Port<>("intent-observe.store.append", Duration.ofSeconds(5));

  /**
   * Events after a position in seq order, complete: nothing below the last one is still to come.
   */
  Port<ReadAfter, Page> READ_AFTER = Port.at("store.read-after");

  /** The seq of the last committed event, 0 for an empty record. */
  Port<Head, Long> HEAD = Port.at("store.head");

  /** Where in the whole record somebody stands who follows the events of one scope. */
  Port<PositionOf, Position> POSITION = Port.at("store.position");

  /** The position of a cursor, 0 for one that never moved. */
  Port<CursorOf, Long> CURSOR = Port.at("store.cursor");

  /**
   * Commits facts and cursor together; fails as BUSY {@code cursor_moved} when somebody else did.
   */
  Port<CommitFacts, Boolean> COMMIT_FACTS = Port.at("store.commit-facts");

  /** All that may lie under a root: facts, memberships and aliases, before anybody judged them. */
  Port<BelowRoot, EntityGraph> BELOW = Port.at("store.below");

  /** The same for several entities at once, none of them an intent. */
  Port<BelowAll, EntityGraph> BELOW_ALL = Port.at("store.below-all");

  /** All that lies above some entities: what is needed to place them. */
  Port<AboveKeys, EntityGraph> ABOVE = Port.at("store.above");

  /** Who points to some entities without being one of them; who was seen first, first. */
  Port<IncomingLinksOf, List<IncomingLink>> INCOMING_LINKS = Port.at("store.incoming-links");

  /** Which roots {@code ref} may mean: an intent or cluster id, a trace id, a trace string. */
  Port<RootsOf, List<EntityKey>> ROOTS = Port.at("store.roots");

  /** Roots, and topmost entities of orphans, that are out of date; oldest first. */
  Port<StaleRootQuery, List<StaleRoot>> STALE_ROOTS = Port.at("store.stale-roots");

  /** How many of these there are, counted up to the limit. */
  Port<StaleRootQuery, Integer> STALE_ROOT_COUNT = Port.at("store.stale-root-count");

  /**
   * Saves summaries and lives, and forgets the dirt they were made from, unless it grew meanwhile.
   * Fails as BUSY {@code dirt_moved} when somebody else answered some of this dirt meanwhile, and
   * may know more.
   */
  Port<SaveSummaries, Boolean> SAVE_SUMMARIES = Port.at("store.save-summaries");

  Port<TraceQuery, Listing<TraceSummary>> FIND_TRACES = Port.at("store.find-traces");

  Port<EventQuery, Listing<StoredEvent>> FIND_EVENTS = Port.at("store.find-events");

  Port<EventOf, Optional<StoredEvent>> FIND_EVENT = Port.at("store.find-event");

  Port<DeadLetterQuery, Listing<DeadLetter>> FIND_DEAD_LETTERS = Port.at("store.find-dead-letters");

  Port<DeadLetterOf, Optional<DeadLetter>> FIND_DEAD_LETTER = Port.at("store.find-dead-letter");

  /** Closes an open dead letter with a reason; false when there is no such open letter. */
  Port<Discard, Boolean> DISCARD = Port.at("store.discard");

  /** The figures of promise P2, one row a door and source. */
  Port<SourcesOf, SourcePage> SOURCES = Port.at("store.sources");

  /** Where the tailer stands in each file it ever read. */
  Port<TailMarks, List<TailMark>> TAIL_MARKS = Port.at("store.tail-marks");

  /** With the name of a signal: the cursor of an export destination. */
  String EXPORT_CURSOR_PREFIX = "export.";

  /** Moves an export cursor together with what the destination refused. */
  Port<CommitExport, Boolean> COMMIT_EXPORT = Port.at("store.commit-export");

  /** What became of one event at each destination. */
  Port<ExportStatusOf, List<ExportStatus>> EXPORT_STATUS = Port.at("store.export-status");

  /**
   * Answers when the database answers and events can be appended: fails with the reason while the
   * connection that appends hangs or is lost, and from an append that found the disk full, or
   * nothing to be written, until one succeeds.
   */
  Port<Ping, Boolean> PING = Port.at("store.ping");

  /**
   * A batch from one door.
   *
   * @param receiver {@code http}, {@code bus}, {@code file:PATH} or {@code retry}
   * @param mark committed in the same transaction; null for doors without a position
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

  /** One record of a batch: understood, or refused before it reached the cellar. */
  sealed interface Entry {
    record Accepted(WorkEvent event, String origin) implements Entry {
      public Accepted {
        requireNonNull(event, "event");
        requireNonNull(origin, "origin");
      }
    }

    /**
     * Refused before it reached the cellar.
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

  /** What became of a record. */
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

  record Head() {}

  /**
   * Asks where to read on.
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

  record CursorOf(String name) {}

  /** An entity of any scope. */
  record Scoped<T>(Scope scope, T value) {}

  /**
   * One step of the trace room.
   *
   * @param to where the cursor goes; {@code from} for a step in the middle of an event
   * @param facts the facts as they are to be, already merged with what was known
   * @param stale roots whose summary and lives must be made anew, and topmost entities of orphans
   * @param aside events that could not be placed and are set aside with this step
   * @param settled events that were set aside before and are placed with this step
   */
  record CommitFacts(
      String cursor,
      long from,
      long to,
      List<Scoped<EntityFacts>> facts,
      List<Scoped<Membership>> memberships,
      List<Scoped<TraceAlias>> aliases,
      Set<Scoped<EntityKey>> stale,
      List<DeferredEvent> aside,
      List<Long> settled) {
    public CommitFacts {
      facts = List.copyOf(facts);
      memberships = List.copyOf(memberships);
      aliases = List.copyOf(aliases);
      stale = Set.copyOf(stale);
      aside = List.copyOf(aside);
      settled = List.copyOf(settled);
    }

    /** A step that sets nothing aside. */
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

    /** A step that only sets events aside. */
    public static CommitFacts aside(String cursor, long from, long to, List<DeferredEvent> aside) {
      return new CommitFacts(
          cursor, from, to, List.of(), List.of(), List.of(), Set.of(), aside, List.of());
    }

    /** The same, as the step that places events which were set aside. */
    public CommitFacts settles(List<Long> events) {
      return new CommitFacts(cursor, from, to, facts, memberships, aliases, stale, aside, events);
    }
  }

  record BelowRoot(Scope scope, EntityKey root) {}

  record BelowAll(Scope scope, Set<EntityKey> tops) {
    public BelowAll {
      tops = Set.copyOf(tops);
    }
  }

  /**
   * Asks for all that may lie above.
   *
   * @param traceRefs trace strings that somebody is about to bear: who claims them is of interest,
   *     though nothing among {@code keys} is known to bear them yet
   */
  record AboveKeys(Scope scope, Set<EntityKey> keys, Set<String> traceRefs) {
    public AboveKeys {
      keys = Set.copyOf(keys);
      traceRefs = Set.copyOf(traceRefs);
    }

    public AboveKeys(Scope scope, Set<EntityKey> keys) {
      this(scope, keys, Set.of());
    }
  }

  record IncomingLinksOf(Scope scope, Set<EntityKey> targets, int limit) {
    public IncomingLinksOf {
      targets = Set.copyOf(targets);
    }
  }

  /**
   * A link, seen from where it leads to.
   *
   * @param relation what {@code from} calls it, such as {@code grew_from}
   */
  record IncomingLink(EntityFacts from, String relation, EntityKey to) {}

  /** Raw material of a trace: more than belongs to it, never less. */
  record EntityGraph(
      List<EntityFacts> facts, List<Membership> memberships, List<TraceAlias> aliases) {
    public EntityGraph {
      facts = List.copyOf(facts);
      memberships = List.copyOf(memberships);
      aliases = List.copyOf(aliases);
    }
  }

  record RootsOf(Scope scope, String ref) {}

  /**
   * Asks for dirty roots.
   *
   * @param now leaves out those that are set aside until later; null for all
   */
  record StaleRootQuery(int limit, @Nullable Instant now) {
    /** Also those that are set aside. */
    public StaleRootQuery(int limit) {
      this(limit, null);
    }
  }

  /**
   * A root that is out of date.
   *
   * @param attempts how often remaking it failed; such a one is tried on its own
   * @param size how many entities were last seen under it; 0 where nobody counted yet
   */
  record StaleRoot(Scope scope, EntityKey root, long version, int attempts, int size) {
    /** One that never failed, of unknown size. */
    public StaleRoot(Scope scope, EntityKey root, long version) {
      this(scope, root, version, 0, 0);
    }
  }

  /**
   * Summaries, the lives of all below the same roots, and the dirt they answer.
   *
   * @param entityStates one that is the same as before, and whose facts are, is not written and
   *     gets no new revision: figures are made of both
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

  /**
   * Which traces; newest event first. For text a bounded number of traces is looked at: such a page
   * may hold fewer than {@code limit}, or none, and still lead on.
   *
   * @param rootKind INTENT for what users call traces; null for provisional ones too
   * @param quietSince only open traces without an event since then
   * @param text only traces with this in the title or the id of the root, whatever its case
   */
  record TraceQuery(
      Scope scope,
      @Nullable EntityKind rootKind,
      @Nullable String state,
      @Nullable Instant quietSince,
      @Nullable Instant since,
      @Nullable Instant until,
      @Nullable String text,
      int limit,
      @Nullable String cursor) {}

  /**
   * Newest first unless {@code ascending}. {@code type} may end in {@code .*}; {@code text} is
   * looked for in the body whatever its case. For text, source and times of no entities a bounded
   * number of events is looked at: such a page may hold fewer than {@code limit}, or none, and
   * still lead on.
   *
   * @param entities only events that are about one of these; null for all
   */
  record EventQuery(
      Scope scope,
      @Nullable String type,
      @Nullable String source,
      @Nullable Set<EntityKey> entities,
      @Nullable Instant since,
      @Nullable Instant until,
      @Nullable String text,
      boolean ascending,
      int limit,
      @Nullable String cursor) {}

  record EventOf(Scope scope, String eventId) {}

  record DeadLetterQuery(
      Scope scope,
      @Nullable Refusal reason,
      @Nullable String receiver,
      @Nullable String status,
      int limit,
      @Nullable String cursor) {}

  record DeadLetterOf(Scope scope, long id) {}

  record Discard(Scope scope, long id, String reason, String actor, Instant at) {}

  record SourcesOf(Scope scope, int limit, @Nullable String cursor) {}

  /**
   * One page of sources, by door and name.
   *
   * @param totals of all sources of the scope, on the first page only: adding up is looking at all
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

  record TailMarks() {}

  /**
   * Where the tailer stands in a file.
   *
   * @param fileKey tells files apart whatever their name: device and inode where there are such
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
   * One record a destination would not take.
   *
   * @param seq the event whose record or span the destination refused
   */
  record ExportRefusal(long seq, String reason) {}

  record ExportStatusOf(long seq) {}

  /**
   * What became of an event at a destination.
   *
   * @param status {@code shipped}, {@code pending} or {@code refused}
   */
  record ExportStatus(String destination, String status, @Nullable String reason) {}

  record Ping() {}
}
