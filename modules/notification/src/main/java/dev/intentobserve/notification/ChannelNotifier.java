package dev.intentobserve.notification;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Silence;
import dev.intentobserve.notification.NotificationConfig.Channel;
import dev.intentobserve.notification.NotificationConfig.Kind;
import dev.intentobserve.ports.AlertStorePorts;
import dev.intentobserve.ports.AlertStorePorts.Change;
import dev.intentobserve.ports.AlertStorePorts.ChangesAfter;
import dev.intentobserve.ports.AlertStorePorts.CommitDelivery;
import dev.intentobserve.ports.AlertStorePorts.Delivery;
import dev.intentobserve.ports.AlertStorePorts.FiringAlerts;
import dev.intentobserve.ports.AlertStorePorts.LastDeliveries;
import dev.intentobserve.ports.AlertStorePorts.SilencesOf;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.CursorOf;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.ports.loop.LoopHealth;
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
final class ChannelNotifier {
  private static final int PAGE = 1_000;
  private static final Duration BETWEEN_REMINDERS = Duration.ofMinutes(1);

  private final Vertx vertx;
  private final Channel channel;
  private final InstantSource clock;
  private final NotificationPlanner planner;
  private final ReminderPlanner reminders;
  private final DeliveryAttempt deliveryAttempt;

  private @Nullable CommitDelivery uncommitted;
  private Instant remindAt = Instant.EPOCH;
  private boolean stepFailed;

  ChannelNotifier(
      Vertx vertx,
      NotificationConfig config,
      Channel channel,
      InstantSource clock,
      DeliveryAttempt deliveryAttempt) {
    this.vertx = vertx;
    this.channel = channel;
    this.clock = clock;
    this.deliveryAttempt = deliveryAttempt;
    LoopHealth.begin(vertx, cursorName());
    this.planner =
        new NotificationPlanner(
            deliveryAttempt.maxAlerts(), channel.minSeverity(), config.groupWait());
    this.reminders =
        new ReminderPlanner(
            deliveryAttempt.maxAlerts(),
            planner,
            channel.kind() == Kind.ALERTMANAGER,
            config.repeatInterval());
  }

  /** Answers whether there is more to do at once. */
  Future<Boolean> step() {
    if (deliveryAttempt.isBackingOff()) {
      return Future.succeededFuture(false);
    }
    return settle()
        .compose(settled -> StorePorts.CURSOR.ask(vertx, new CursorOf(cursorName())))
        .compose(cursor -> cursor == 0 ? begin() : processChanges(cursor))
        .onSuccess(done -> stepSucceeded())
        .onFailure(this::stepFailed);
  }

  /** That a step ended well says nothing of the channel, which may have been left alone. */
  private void stepSucceeded() {
    if (stepFailed) {
      stepFailed = false;
      LoopHealth.succeeded(vertx, cursorName());
    }
  }

  private void stepFailed(Throwable error) {
    stepFailed = true;
    LoopHealth.failed(vertx, cursorName(), Fault.from(error).code());
  }

  private void tell(DeliveryAttempt.AttemptResult result) {
    if (result.finished()) {
      LoopHealth.succeeded(vertx, cursorName());
    } else {
      String why = result.deliveries().getLast().detail();
      LoopHealth.failed(vertx, cursorName(), why == null ? "failed" : why);
    }
  }

  private String cursorName() {
    return "notify." + channel.name();
  }

  /** A new channel starts at the newest change; what fires by then it is reminded of. */
  private Future<Boolean> begin() {
    return AlertStorePorts.FIRING
        .ask(vertx, new FiringAlerts())
        .compose(firing -> commit(new CommitDelivery(channel.name(), 0, firing.head(), List.of())));
  }

  private Future<Boolean> processChanges(long cursor) {
    return AlertStorePorts.CHANGES_AFTER
        .ask(vertx, new ChangesAfter(cursor, PAGE))
        .compose(page -> page.isEmpty() ? remind(cursor) : news(cursor, page));
  }

  private Future<Boolean> news(long cursor, List<Change> page) {
    return context(page)
        .compose(
            context -> {
              boolean full = page.size() == PAGE;
              NotificationPlanner.Plan plan = planner.plan(page, full, context);
              return plan.notBefore().isAfter(context.now())
                  ? remind(cursor)
                  : tell(plan, cursor, page.getLast().number());
            });
  }

  private Future<Boolean> tell(NotificationPlanner.Plan plan, long cursor, long upTo) {
    return send(plan.messages(), cursor, true)
        .compose(
            all ->
                all
                    ? commit(silenced(plan.silenced(), cursor, upTo))
                    : Future.succeededFuture(false));
  }

  private Future<Boolean> remind(long cursor) {
    if (clock.instant().isBefore(remindAt)) {
      return Future.succeededFuture(false);
    }
    return AlertStorePorts.FIRING
        .ask(vertx, new FiringAlerts())
        .compose(
            firing ->
                context(firing.alerts())
                    .compose(
                        context -> remind(reminders.due(firing.alerts(), cursor, context), cursor)))
        .map(false);
  }

  private Future<?> remind(ReminderPlanner.Due due, long cursor) {
    return send(due.messages(), cursor, true)
        .compose(all -> all ? send(due.resent(), cursor, false) : Future.succeededFuture(false))
        .compose(
            all -> {
              if (all) {
                remindAt = clock.instant().plus(BETWEEN_REMINDERS);
              }
              return due.silenced().isEmpty()
                  ? Future.succeededFuture()
                  : commit(silenced(due.silenced(), cursor, cursor));
            });
  }

  private Future<PlanningContext> context(List<Change> changes) {
    Instant now = clock.instant();
    var told =
        AlertStorePorts.LAST_DELIVERIES.ask(
            vertx,
            new LastDeliveries(
                channel.name(), changes.stream().map(PlanningContext::key).distinct().toList()));
    var silences = silences(changes, now);
    return Future.all(told, silences)
        .map(both -> new PlanningContext(told.result(), silences.result(), now));
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
              .compose(before -> AlertStorePorts.SILENCES.ask(vertx, new SilencesOf(scope, now)))
              .onSuccess(found::addAll);
    }
    return asked.map(found);
  }

  /** One after another; answers false at the first that must be tried again. */
  private Future<Boolean> send(List<AlertMessage> messages, long cursor, boolean written) {
    Future<Boolean> sent = Future.succeededFuture(true);
    for (AlertMessage message : messages) {
      sent =
          sent.compose(all -> all ? send(message, cursor, written) : Future.succeededFuture(false));
    }
    return sent;
  }

  private Future<Boolean> send(AlertMessage message, long cursor, boolean written) {
    return deliveryAttempt
        .deliver(message, written)
        .onSuccess(this::tell)
        .compose(
            result ->
                (written
                        ? commit(
                            new CommitDelivery(channel.name(), cursor, cursor, result.deliveries()))
                        : Future.succeededFuture(true))
                    .map(done -> result.finished()));
  }

  private CommitDelivery silenced(List<SilencedChange> silenced, long from, long to) {
    List<Delivery> deliveries = new ArrayList<>();
    silenced.forEach(one -> deliveries.add(deliveryAttempt.silenced(one)));
    return new CommitDelivery(channel.name(), from, to, deliveries);
  }

  /** What cannot be written down now is kept, and written down before anything else is sent. */
  private Future<Boolean> commit(CommitDelivery step) {
    return AlertStorePorts.COMMIT_DELIVERY.ask(vertx, step).onFailure(error -> uncommitted = step);
  }

  private Future<?> settle() {
    CommitDelivery step = uncommitted;
    if (step == null) {
      return Future.succeededFuture();
    }
    uncommitted = null;
    return commit(step)
        .recover(
            error -> {
              if (Fault.from(error).code().equals("cursor_moved")) {
                uncommitted = null; // done already, or somebody else's
                return Future.succeededFuture(true);
              }
              return Future.failedFuture(error);
            });
  }

  Future<Void> close() {
    LoopHealth.end(vertx, cursorName());
    return deliveryAttempt.close();
  }
}
