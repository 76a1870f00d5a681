package dev.intentobserve.notify;

import dev.intentobserve.contract.AlertStoreContract;
import dev.intentobserve.contract.AlertStoreContract.Change;
import dev.intentobserve.contract.AlertStoreContract.ChangesAfter;
import dev.intentobserve.contract.AlertStoreContract.CommitDelivery;
import dev.intentobserve.contract.AlertStoreContract.Delivery;
import dev.intentobserve.contract.AlertStoreContract.LastTold;
import dev.intentobserve.contract.AlertStoreContract.NowFiring;
import dev.intentobserve.contract.AlertStoreContract.SilencesOf;
import dev.intentobserve.contract.Fault;
import dev.intentobserve.contract.Loops;
import dev.intentobserve.contract.StoreContract;
import dev.intentobserve.contract.StoreContract.CursorOf;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.event.Scope;
import dev.intentobserve.event.Silence;
import dev.intentobserve.notify.NotifyConfig.Channel;
import dev.intentobserve.notify.NotifyConfig.Kind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells one channel what it should know, step by step. All it remembers is in the cellar: whether a
 * change was told is read from the delivery log, so that a crash at any moment costs at most one
 * message sent twice. It keeps only what was sent and could not yet be written down.
 */
final class Postman {
  private static final int PAGE = 1_000;
  private static final Duration BETWEEN_REMINDERS = Duration.ofMinutes(1);

  private final Vertx vertx;
  private final Channel channel;
  private final InstantSource clock;
  private final Courier courier;
  private final Reminders reminders;
  private final Round round;

  private @Nullable CommitDelivery unsettled;
  private Instant remindAt = Instant.EPOCH;
  private boolean stumbled;

  Postman(Vertx vertx, NotifyConfig config, Channel channel, InstantSource clock, Round round) {
    this.vertx = vertx;
    this.channel = channel;
    this.clock = clock;
    this.round = round;
    Loops.begin(vertx, cursorName());
    this.courier = new Courier(round.most(), channel.minSeverity(), config.groupWait());
    this.reminders =
        new Reminders(
            round.most(), courier, channel.kind() == Kind.ALERTMANAGER, config.repeatInterval());
  }

  /** Answers whether there is more to do at once. */
  Future<Boolean> step() {
    if (round.resting()) {
      return Future.succeededFuture(false);
    }
    return settle()
        .compose(settled -> StoreContract.CURSOR.ask(vertx, new CursorOf(cursorName())))
        .compose(cursor -> cursor == 0 ? begin() : goOn(cursor))
        .onSuccess(done -> stepped())
        .onFailure(this::stumbled);
  }

  /** That a step ended well says nothing of the channel, which may have been left alone. */
  private void stepped() {
    if (stumbled) {
      stumbled = false;
      Loops.succeeded(vertx, cursorName());
    }
  }

  private void stumbled(Throwable error) {
    stumbled = true;
    Loops.failed(vertx, cursorName(), Fault.from(error).code());
  }

  private void tell(Round.Carried carried) {
    if (carried.over()) {
      Loops.succeeded(vertx, cursorName());
    } else {
      String why = carried.deliveries().getLast().detail();
      Loops.failed(vertx, cursorName(), why == null ? "failed" : why);
    }
  }

  private String cursorName() {
    return "notify." + channel.name();
  }

  /** A new channel starts at the newest change; what fires by then it is reminded of. */
  private Future<Boolean> begin() {
    return AlertStoreContract.FIRING
        .ask(vertx, new NowFiring())
        .compose(firing -> commit(new CommitDelivery(channel.name(), 0, firing.head(), List.of())));
  }

  private Future<Boolean> goOn(long cursor) {
    return AlertStoreContract.CHANGES_AFTER
        .ask(vertx, new ChangesAfter(cursor, PAGE))
        .compose(page -> page.isEmpty() ? remind(cursor) : news(cursor, page));
  }

  private Future<Boolean> news(long cursor, List<Change> page) {
    return known(page)
        .compose(
            known -> {
              boolean full = page.size() == PAGE;
              Courier.Plan plan = courier.plan(page, full, known);
              return plan.notBefore().isAfter(known.now())
                  ? remind(cursor)
                  : tell(plan, cursor, page.getLast().number());
            });
  }

  private Future<Boolean> tell(Courier.Plan plan, long cursor, long upTo) {
    return send(plan.messages(), cursor, true)
        .compose(
            all ->
                all
                    ? commit(withheld(plan.withheld(), cursor, upTo))
                    : Future.succeededFuture(false));
  }

  private Future<Boolean> remind(long cursor) {
    if (clock.instant().isBefore(remindAt)) {
      return Future.succeededFuture(false);
    }
    return AlertStoreContract.FIRING
        .ask(vertx, new NowFiring())
        .compose(
            firing ->
                known(firing.alerts())
                    .compose(
                        known -> remind(reminders.due(firing.alerts(), cursor, known), cursor)))
        .map(false);
  }

  private Future<?> remind(Reminders.Due due, long cursor) {
    return send(due.messages(), cursor, true)
        .compose(all -> all ? send(due.kept(), cursor, false) : Future.succeededFuture(false))
        .compose(
            all -> {
              if (all) {
                remindAt = clock.instant().plus(BETWEEN_REMINDERS);
              }
              return due.withheld().isEmpty()
                  ? Future.succeededFuture()
                  : commit(withheld(due.withheld(), cursor, cursor));
            });
  }

  private Future<Known> known(List<Change> changes) {
    Instant now = clock.instant();
    var told =
        AlertStoreContract.LAST_TOLD.ask(
            vertx,
            new LastTold(channel.name(), changes.stream().map(Known::key).distinct().toList()));
    var silences = silences(changes, now);
    return Future.all(told, silences).map(both -> new Known(told.result(), silences.result(), now));
  }

  /**
   * Of each scope that has a change, one after another: read for all scopes at once, one with very
   * many silences would push those of another out of the answer.
   */
  private Future<List<Scoped<Silence>>> silences(List<Change> changes, Instant now) {
    List<Scoped<Silence>> found = new ArrayList<>();
    Future<?> asked = Future.succeededFuture();
    for (Scope scope : changes.stream().map(Change::scope).distinct().toList()) {
      asked =
          asked
              .compose(before -> AlertStoreContract.SILENCES.ask(vertx, new SilencesOf(scope, now)))
              .onSuccess(found::addAll);
    }
    return asked.map(found);
  }

  /** One after another; answers false at the first that must be tried again. */
  private Future<Boolean> send(List<Message> messages, long cursor, boolean written) {
    Future<Boolean> sent = Future.succeededFuture(true);
    for (Message message : messages) {
      sent =
          sent.compose(all -> all ? send(message, cursor, written) : Future.succeededFuture(false));
    }
    return sent;
  }

  private Future<Boolean> send(Message message, long cursor, boolean written) {
    return round
        .carry(message, written)
        .onSuccess(this::tell)
        .compose(
            carried ->
                (written
                        ? commit(
                            new CommitDelivery(
                                channel.name(), cursor, cursor, carried.deliveries()))
                        : Future.succeededFuture(true))
                    .map(done -> carried.over()));
  }

  private CommitDelivery withheld(List<Withheld> withheld, long from, long to) {
    List<Delivery> deliveries = new ArrayList<>();
    withheld.forEach(one -> deliveries.add(round.silenced(one)));
    return new CommitDelivery(channel.name(), from, to, deliveries);
  }

  /** What cannot be written down now is kept, and written down before anything else is sent. */
  private Future<Boolean> commit(CommitDelivery step) {
    return AlertStoreContract.COMMIT_DELIVERY.ask(vertx, step).onFailure(error -> unsettled = step);
  }

  private Future<?> settle() {
    CommitDelivery step = unsettled;
    if (step == null) {
      return Future.succeededFuture();
    }
    unsettled = null;
    return commit(step)
        .recover(
            error -> {
              if (Fault.from(error).code().equals("cursor_moved")) {
                unsettled = null; // done already, or somebody else's
                return Future.succeededFuture(true);
              }
              return Future.failedFuture(error);
            });
  }

  Future<Void> close() {
    Loops.end(vertx, cursorName());
    return round.close();
  }
}
