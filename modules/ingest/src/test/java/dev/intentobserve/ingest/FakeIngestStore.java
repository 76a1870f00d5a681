package dev.intentobserve.ingest;

import dev.intentobserve.model.event.DeadLetter;
import dev.intentobserve.model.event.Refusal;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.Append;
import dev.intentobserve.ports.StorePorts.Appended;
import dev.intentobserve.ports.StorePorts.Entry;
import dev.intentobserve.ports.StorePorts.Receipt;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.ports.StorePorts.Status;
import dev.intentobserve.ports.StorePorts.TailMark;
import dev.intentobserve.testkit.TestFutures;
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

/** A store in memory that can be switched to busy, silent or failing. */
public final class FakeIngestStore {
  public enum StoreState {
    HEALTHY,
    BUSY,
    SILENT,
    THROWING
  }

  /** Every append that was requested, also those that failed. */
  public final BlockingQueue<Append> asked = new LinkedBlockingQueue<>();

  public final Map<Long, DeadLetter> deadLetters = new LinkedHashMap<>();
  private final List<WorkEvent> stored = new ArrayList<>();
  private final Map<String, TailMark> marks = new LinkedHashMap<>();
  private final List<Runnable> silenced = new ArrayList<>();
  private StoreState state = StoreState.HEALTHY;
  private int healthyAppends = Integer.MAX_VALUE;
  private int maxRows = Integer.MAX_VALUE;

  public static FakeIngestStore open(Vertx vertx) {
    FakeIngestStore store = new FakeIngestStore();
    TestFutures.await(StorePorts.APPEND.answer(vertx, store::append));
    TestFutures.await(
        StorePorts.TAIL_MARKS.answer(vertx, all -> Future.succeededFuture(store.marks())));
    TestFutures.await(StorePorts.FIND_DEAD_LETTER.answer(vertx, store::deadLetter));
    return store;
  }

  /** Changes the state and then answers the requests that it was silent about. */
  public synchronized void switchTo(StoreState next) {
    state = next;
    List<Runnable> left = List.copyOf(silenced);
    silenced.clear();
    left.forEach(Runnable::run);
  }

  /** Healthy for this many appends, busy after them. */
  public synchronized void busyAfter(int appends) {
    healthyAppends = appends;
  }

  /** Busy for appends with more rows. */
  public synchronized void acceptAtMost(int rows) {
    maxRows = rows;
  }

  /** Waits for the next append. */
  public Append next() {
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

  public synchronized List<String> bodies() {
    return stored.stream().map(event -> event.body().text()).toList();
  }

  public synchronized List<WorkEvent> events() {
    return List.copyOf(stored);
  }

  public synchronized List<TailMark> marks() {
    return List.copyOf(marks.values());
  }

  private synchronized Future<Appended> append(Append append) {
    asked.add(append);
    if (healthyAppends-- <= 0) {
      state = StoreState.BUSY;
    }
    return carryOut(append);
  }

  private Future<Appended> carryOut(Append append) {
    return switch (append.entries().size() > maxRows ? StoreState.BUSY : state) {
      case HEALTHY -> Future.succeededFuture(keep(append));
      case BUSY -> Future.failedFuture(Fault.busy("database_slow", "The database is slow."));
      case SILENT -> later(append);
      case THROWING -> throw new IllegalStateException("test failure");
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
                Status.REFUSED,
                event.eventId(),
                null,
                Refusal.ID_CONFLICT,
                "the first one is kept");
      }
    }
    stored.add(event);
    return new Receipt(Status.STORED, event.eventId(), (long) stored.size(), null, null);
  }

  private synchronized Future<Optional<DeadLetter>> deadLetter(Scoped<Long> asked) {
    return Future.succeededFuture(Optional.ofNullable(deadLetters.get(asked.value())));
  }
}
