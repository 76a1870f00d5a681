package dev.intentobserve.store;

import dev.intentobserve.contract.StoreContract.Append;
import dev.intentobserve.contract.StoreContract.Appended;
import dev.intentobserve.contract.StoreContract.Entry;
import dev.intentobserve.contract.StoreContract.Receipt;
import dev.intentobserve.contract.StoreContract.Status;
import dev.intentobserve.contract.StoreContract.TailMark;
import dev.intentobserve.event.Refusal;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Stored;
import dev.intentobserve.event.WorkEvent;
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
 * Several requests that are committed together, as a value: which rows the database is to be
 * offered, and, once it has said which of them it knows, what everybody is told and what is
 * counted. Pure.
 */
final class AppendBatch {
  private static final String CULPRIT = "the database cannot hold one of its values";

  private final List<Append> requests;
  private final Set<WorkEvent> culprits;
  private final Map<Identity, Row> rows = new LinkedHashMap<>();

  private record Identity(Scope scope, String eventId) {}

  /** The first event of an identity in this batch; the others are judged against what stands. */
  record Row(Scope scope, String door, Instant receivedTime, WorkEvent event) {}

  /** An event the record already holds, by the number its scope knows it by. */
  record Known(long scopeSeq, String digest) {}

  /**
   * What the database said before anything was written.
   *
   * @param head the last seq of the record
   * @param heads the last number of each scope of the batch
   * @param known by position in {@link #rows}
   */
  record Looked(long head, Map<Scope, Long> heads, Map<Integer, Known> known) {}

  /** The repair of a dead letter. */
  record Repair(Scope scope, long letter, String eventId, Instant at) {}

  /**
   * All that is to be committed with the rows, and all that is told after.
   *
   * @param head the last seq before this batch
   */
  record Settled(
      long head,
      List<Appended> answers,
      List<Stored> stored,
      Letters letters,
      Counts counts,
      List<TailMark> marks,
      List<Repair> repairs) {}

  /**
   * @param culprits events the database would not take, by reference
   */
  AppendBatch(List<Append> requests, Set<WorkEvent> culprits) {
    this.requests = List.copyOf(requests);
    this.culprits = culprits;
    for (Append request : this.requests) {
      Instant received = request.receivedTime().truncatedTo(ChronoUnit.MICROS);
      for (Entry entry : request.entries()) {
        if (entry instanceof Entry.Accepted accepted && refusal(accepted.event()) == null) {
          WorkEvent event = accepted.event();
          rows.putIfAbsent(
              new Identity(request.scope(), event.eventId()),
              new Row(request.scope(), request.door(), received, event));
        }
      }
    }
  }

  /** One for each identity, in the order of the requests. */
  List<Row> rows() {
    return List.copyOf(rows.values());
  }

  /** What becomes of everything. */
  Settled settle(Looked looked) {
    return new Settlement(looked).settle();
  }

  private @Nullable String refusal(WorkEvent event) {
    return culprits.contains(event) ? CULPRIT : Storable.objection(event);
  }

  /** Goes through all entries once more, now that it is known what stands. */
  private final class Settlement {
    private final Map<Identity, Known> standing = new LinkedHashMap<>();
    private final Set<WorkEvent> fresh = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Stored> stored = new ArrayList<>();
    private final Letters letters = new Letters();
    private final Counts counts = new Counts();
    private final Map<String, TailMark> marks = new LinkedHashMap<>();
    private final List<Repair> repairs = new ArrayList<>();

    private final long head;

    Settlement(Looked looked) {
      this.head = looked.head();
      Numbering numbering = new Numbering(looked);
      int position = 0;
      for (Map.Entry<Identity, Row> entry : rows.entrySet()) {
        Known before = looked.known().get(position++);
        standing.put(
            entry.getKey(), before == null ? store(numbering.next(entry.getValue())) : before);
      }
    }

    private Known store(Stored next) {
      fresh.add(next.event());
      stored.add(next);
      return new Known(next.scopeSeq(), next.event().digest());
    }

    Settled settle() {
      List<Appended> answers = new ArrayList<>();
      for (Append request : requests) {
        List<Receipt> receipts = new ArrayList<>(request.entries().size());
        request.entries().forEach(entry -> receipts.add(receipt(request, entry)));
        answers.add(new Appended(receipts));
        move(request.mark());
        repair(request, receipts);
      }
      return new Settled(
          head, answers, stored, letters, counts, List.copyOf(marks.values()), repairs);
    }

    private Receipt receipt(Append request, Entry entry) {
      return switch (entry) {
        case Entry.Refused refused -> {
          counts.received(request, refused.source());
          yield refuse(request, refused, null);
        }
        case Entry.Accepted accepted -> {
          counts.received(request, accepted.event().source());
          yield judge(request, accepted);
        }
      };
    }

    private Receipt judge(Append request, Entry.Accepted accepted) {
      WorkEvent event = accepted.event();
      String objection = refusal(event);
      if (objection != null) {
        return refuse(request, accepted, Refusal.INVALID_ENVELOPE, objection);
      }
      Identity identity = new Identity(request.scope(), event.eventId());
      Known stands = standing.get(identity);
      if (stands == null) {
        throw new IllegalStateException("an accepted event has no row");
      }
      // By reference: the very event that made the row is stored, its equals are duplicates.
      if (fresh.remove(event)) {
        counts.stored(request, event.source());
        return new Receipt(Status.STORED, event.eventId(), stands.scopeSeq(), null, null);
      }
      if (stands.digest().equals(event.digest())) {
        counts.duplicate(request, event.source());
        return new Receipt(Status.DUPLICATE, event.eventId(), stands.scopeSeq(), null, null);
      }
      return refuse(
          request,
          accepted,
          Refusal.ID_CONFLICT,
          "event_id is already in the record with another body, as seq " + stands.scopeSeq());
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
      letters.add(request, refused);
      counts.refused(request, refused.source(), refused.reason());
      return new Receipt(Status.REFUSED, eventId, null, refused.reason(), refused.detail());
    }

    /** Of two marks of one file the later request's stands. */
    private void move(@Nullable TailMark mark) {
      if (mark != null) {
        marks.put(mark.scope() + " " + mark.path(), mark);
      }
    }

    private void repair(Append request, List<Receipt> receipts) {
      Long letter = request.retryOf();
      if (letter == null) {
        return;
      }
      receipts.stream()
          .filter(receipt -> receipt.status() != Status.REFUSED && receipt.eventId() != null)
          .findFirst()
          .ifPresent(
              receipt ->
                  repairs.add(
                      new Repair(
                          request.scope(),
                          letter,
                          String.valueOf(receipt.eventId()),
                          request.receivedTime())));
    }
  }
}
