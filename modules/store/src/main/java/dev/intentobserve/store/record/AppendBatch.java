package dev.intentobserve.store.record;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.event.Refusal;
import dev.intentobserve.model.event.StoredEvent;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.ports.StorePorts.Append;
import dev.intentobserve.ports.StorePorts.Appended;
import dev.intentobserve.ports.StorePorts.Entry;
import dev.intentobserve.ports.StorePorts.Receipt;
import dev.intentobserve.ports.StorePorts.Status;
import dev.intentobserve.ports.StorePorts.TailMark;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Requests that are committed together: which rows to look up in the database, and, once it is
 * known which of them exist, the receipts, the rows to insert and the counts. Pure.
 */
final class AppendBatch {
  private static final String REJECTED_BY_DATABASE = "the database cannot store one of its values";

  private final List<Append> requests;
  private final Set<WorkEvent> rejectedEvents;
  private final Map<Identity, Row> rows = new LinkedHashMap<>();

  private record Identity(Scope scope, String eventId) {}

  /** The first event of an identity in this batch; later ones are duplicates or conflicts. */
  record Row(Scope scope, String receiver, Instant receivedTime, WorkEvent event) {}

  /** An event that is already in the record. */
  record ExistingEvent(long scopeSeq, String digest) {}

  /**
   * The state of the record before the batch.
   *
   * @param head the last seq of the record
   * @param heads the last number of each scope of the batch
   * @param known existing events by position in {@link #rows}
   */
  record LookupResult(long head, Map<Scope, Long> heads, Map<Integer, ExistingEvent> known) {}

  /** A dead letter that this batch replays. */
  record Replay(Scope scope, long deadLetter, String eventId, Instant at) {}

  /**
   * Everything to commit, and the answers for after the commit.
   *
   * @param head the last seq before this batch
   */
  record BatchResult(
      long head,
      List<Appended> answers,
      List<StoredEvent> stored,
      DeadLetterBatch deadLetters,
      SourceCounter counts,
      List<TailMark> marks,
      List<Replay> replays) {}

  /**
   * @param rejectedEvents events that the database refused, compared by reference
   */
  AppendBatch(List<Append> requests, Set<WorkEvent> rejectedEvents) {
    this.requests = List.copyOf(requests);
    this.rejectedEvents = rejectedEvents;
    for (Append request : this.requests) {
      Instant received = request.receivedTime().truncatedTo(ChronoUnit.MICROS);
      for (Entry entry : request.entries()) {
        if (entry instanceof Entry.Accepted accepted && refusal(accepted.event()) == null) {
          WorkEvent event = accepted.event();
          rows.putIfAbsent(
              new Identity(request.scope(), event.eventId()),
              new Row(request.scope(), request.receiver(), received, event));
        }
      }
    }
  }

  /** One for each identity, in the order of the requests. */
  List<Row> rows() {
    return List.copyOf(rows.values());
  }

  /** Decides every entry. */
  BatchResult resolve(LookupResult lookupResult) {
    return new BatchResultBuilder(lookupResult).resolve();
  }

  private @Nullable String refusal(WorkEvent event) {
    return rejectedEvents.contains(event)
        ? REJECTED_BY_DATABASE
        : StorableCheck.rejectionReason(event);
  }

  /** Decides each entry, given which events exist. */
  private final class BatchResultBuilder {
    private final Map<Identity, ExistingEvent> existing = new LinkedHashMap<>();
    private final Set<WorkEvent> fresh = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<StoredEvent> stored = new ArrayList<>();
    private final DeadLetterBatch deadLetters = new DeadLetterBatch();
    private final SourceCounter counts = new SourceCounter();
    private final Map<String, TailMark> marks = new LinkedHashMap<>();
    private final List<Replay> replays = new ArrayList<>();

    private final long head;

    BatchResultBuilder(LookupResult lookupResult) {
      this.head = lookupResult.head();
      SequenceAssigner numbering = new SequenceAssigner(lookupResult);
      int position = 0;
      for (Map.Entry<Identity, Row> entry : rows.entrySet()) {
        ExistingEvent before = lookupResult.known().get(position++);
        existing.put(
            entry.getKey(), before == null ? store(numbering.next(entry.getValue())) : before);
      }
    }

    private ExistingEvent store(StoredEvent next) {
      fresh.add(next.event());
      stored.add(next);
      return new ExistingEvent(next.scopeSeq(), next.event().digest());
    }

    BatchResult resolve() {
      List<Appended> answers = new ArrayList<>();
      for (Append request : requests) {
        List<Receipt> receipts = new ArrayList<>(request.entries().size());
        request.entries().forEach(entry -> receipts.add(receipt(request, entry)));
        answers.add(new Appended(receipts));
        move(request.mark());
        replay(request, receipts);
      }
      return new BatchResult(
          head, answers, stored, deadLetters, counts, List.copyOf(marks.values()), replays);
    }

    private Receipt receipt(Append request, Entry entry) {
      return switch (entry) {
        case Entry.Refused refused -> {
          counts.received(request, refused.source());
          yield refuse(request, refused, null);
        }
        case Entry.Accepted accepted -> {
          counts.received(request, accepted.event().source());
          yield receiptFor(request, accepted);
        }
      };
    }

    private Receipt receiptFor(Append request, Entry.Accepted accepted) {
      WorkEvent event = accepted.event();
      String rejectionReason = refusal(event);
      if (rejectionReason != null) {
        return refuse(request, accepted, Refusal.INVALID_ENVELOPE, rejectionReason);
      }
      Identity identity = new Identity(request.scope(), event.eventId());
      ExistingEvent match = existing.get(identity);
      if (match == null) {
        throw new IllegalStateException("an accepted event has no row");
      }
      // By reference: only the event that made the row is stored; equal ones are duplicates.
      if (fresh.remove(event)) {
        counts.stored(request, event.source());
        return new Receipt(Status.STORED, event.eventId(), match.scopeSeq(), null, null);
      }
      if (match.digest().equals(event.digest())) {
        counts.duplicate(request, event.source());
        return new Receipt(Status.DUPLICATE, event.eventId(), match.scopeSeq(), null, null);
      }
      return refuse(
          request,
          accepted,
          Refusal.ID_CONFLICT,
          "event_id is already in the record with another body, as seq " + match.scopeSeq());
    }

    private Receipt refuse(Append request, Entry.Accepted accepted, Refusal reason, String detail) {
      WorkEvent event = accepted.event();
      Entry.Refused refused =
          new Entry.Refused(
              reason,
              detail,
              event.source(),
              accepted.origin(),
              event.body(),
              event.digest(),
              event.body().length());
      return refuse(request, refused, event.eventId());
    }

    private Receipt refuse(Append request, Entry.Refused refused, @Nullable String eventId) {
      deadLetters.add(request, refused);
      counts.refused(request, refused.source(), refused.reason());
      return new Receipt(Status.REFUSED, eventId, null, refused.reason(), refused.detail());
    }

    /** Of two marks of one file, that of the later request wins. */
    private void move(@Nullable TailMark mark) {
      if (mark != null) {
        marks.put(mark.scope() + " " + mark.path(), mark);
      }
    }

    private void replay(Append request, List<Receipt> receipts) {
      Long deadLetter = request.retryOf();
      if (deadLetter == null) {
        return;
      }
      receipts.stream()
          .filter(receipt -> receipt.status() != Status.REFUSED && receipt.eventId() != null)
          .findFirst()
          .ifPresent(
              receipt ->
                  replays.add(
                      new Replay(
                          request.scope(),
                          deadLetter,
                          String.valueOf(receipt.eventId()),
                          request.receivedTime())));
    }
  }
}
