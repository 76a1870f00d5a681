package dev.intentobserve.intake;

import dev.intentobserve.contract.Fault;
import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.Append;
import dev.intentobserve.contract.StoreContract.Appended;
import dev.intentobserve.contract.StoreContract.DeadLetterOf;
import dev.intentobserve.contract.StoreContract.Entry;
import dev.intentobserve.contract.StoreContract.Receipt;
import dev.intentobserve.contract.StoreContract.Status;
import dev.intentobserve.contract.StoreContract.TailMark;
import dev.intentobserve.event.DeadLetter;
import dev.intentobserve.event.Refusal;
import dev.intentobserve.event.WorkEvent;
import dev.intentobserve.testkit.Bus;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what it is asked to keep, in memory; can be told to be busy, silent or broken. */
final class FakeStore {
  enum Mood {
    WELL,
    BUSY,
    SILENT,
    THROWING
  }

  /** Every append that was asked for, also those not carried out. */
  final BlockingQueue<Append> asked = new LinkedBlockingQueue<>();

  final Map<Long, DeadLetter> letters = new LinkedHashMap<>();
  private final List<WorkEvent> stored = new ArrayList<>();
  private final Map<String, TailMark> marks = new LinkedHashMap<>();
  private final List<Runnable> silenced = new ArrayList<>();
  private Mood mood = Mood.WELL;
  private int healthyAppends = Integer.MAX_VALUE;
  private int mostRows = Integer.MAX_VALUE;

  static FakeStore open(Vertx vertx) {
    FakeStore store = new FakeStore();
    Bus.await(StoreContract.APPEND.answer(vertx, store::append));
    Bus.await(StoreContract.TAIL_MARKS.answer(vertx, all -> Future.succeededFuture(store.marks())));
    Bus.await(StoreContract.FIND_DEAD_LETTER.answer(vertx, store::letter));
    return store;
  }

  /** Takes up, in the new mood, what it was silent about. */
  synchronized void becomes(Mood next) {
    mood = next;
    List<Runnable> left = List.copyOf(silenced);
    silenced.clear();
    left.forEach(Runnable::run);
  }

  /** Is well for so many appends and busy from then on. */
  synchronized void tiresAfter(int appends) {
    healthyAppends = appends;
  }

  /** Is busy for appends of more rows than these. */
  synchronized void bearsOnly(int rows) {
    mostRows = rows;
  }

  /** The next append asked for; waits for it. */
  Append next() {
    try {
      Append append = asked.poll(60, TimeUnit.SECONDS);
      if (append == null) {
        throw new AssertionError("nothing was appended");
      }
      return append;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  synchronized List<String> bodies() {
    return stored.stream().map(event -> event.body().text()).toList();
  }

  synchronized List<WorkEvent> events() {
    return List.copyOf(stored);
  }

  synchronized List<TailMark> marks() {
    return List.copyOf(marks.values());
  }

  private synchronized Future<Appended> append(Append append) {
    asked.add(append);
    if (healthyAppends-- <= 0) {
      mood = Mood.BUSY;
    }
    return carryOut(append);
  }

  private Future<Appended> carryOut(Append append) {
    return switch (append.entries().size() > mostRows ? Mood.BUSY : mood) {
      case WELL -> Future.succeededFuture(keep(append));
      case BUSY -> Future.failedFuture(Fault.busy("database_slow", "The database is slow."));
      case SILENT -> later(append);
      case THROWING -> throw new IllegalStateException("planted");
    };
  }

  private Future<Appended> later(Append append) {
    Promise<Appended> promise = Promise.promise();
    silenced.add(() -> carryOut(append).onComplete(promise));
    return promise.future();
  }

  private Appended keep(Append append) {
    TailMark mark = append.mark();
    if (mark != null) {
      marks.put(mark.path() + "|" + mark.fileKey(), mark);
    }
    return new Appended(append.entries().stream().map(this::keep).toList());
  }

  private Receipt keep(Entry entry) {
    return switch (entry) {
      case Entry.Accepted accepted -> keep(accepted.event());
      case Entry.Refused refused ->
          new Receipt(Status.REFUSED, null, null, refused.reason(), refused.detail());
    };
  }

  private Receipt keep(WorkEvent event) {
    for (int i = 0; i < stored.size(); i++) {
      if (stored.get(i).eventId().equals(event.eventId())) {
        return stored.get(i).digest().equals(event.digest())
            ? new Receipt(Status.DUPLICATE, event.eventId(), i + 1L, null, null)
            : new Receipt(
                Status.REFUSED, event.eventId(), null, Refusal.ID_CONFLICT, "the first stands");
      }
    }
    stored.add(event);
    return new Receipt(Status.STORED, event.eventId(), (long) stored.size(), null, null);
  }

  private synchronized Future<Optional<DeadLetter>> letter(DeadLetterOf asked) {
    return Future.succeededFuture(Optional.ofNullable(letters.get(asked.id())));
  }
}
