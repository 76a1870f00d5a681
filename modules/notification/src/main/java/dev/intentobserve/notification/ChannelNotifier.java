package dev.intentobserve.notification;

import dev.intentobserve.model.alert.Silence;
import dev.intentobserve.notification.NotificationConfig.Channel;
import dev.intentobserve.ports.AlertStorePorts;
import dev.intentobserve.ports.AlertStorePorts.Change;
import dev.intentobserve.ports.AlertStorePorts.ChangesAfter;
import dev.intentobserve.ports.AlertStorePorts.CommitDelivery;
import dev.intentobserve.ports.AlertStorePorts.Delivery;
import dev.intentobserve.ports.AlertStorePorts.LastDeliveries;
import dev.intentobserve.ports.AlertStorePorts.LastDelivery;
import dev.intentobserve.ports.AlertStorePorts.SilencesOf;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.Futures;
import dev.intentobserve.ports.Port.Nothing;
import dev.intentobserve.ports.StorePorts;
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
 * Notifies one channel, step by step. Its state is in the store: the delivery log tells what was
 * sent, so that a crash causes at most one message to be sent twice. In memory it only keeps a
 * delivery that was sent and could not be stored yet.
 */
final class ChannelNotifier {
  private static final int PAGE = 1_000;
  private static final Duration BETWEEN_REMINDERS = Duration.ofMinutes(1);

  private final Vertx vertx;
  private final Channel channel;
  private final InstantSource clock;
  private final NotificationPlanner planner;
  private final ReminderPlanner reminders;
  private final ChannelSender sender;

  private @Nullable CommitDelivery uncommitted;
  private Instant remindAt = Instant.EPOCH;
  private boolean stepFailed;

  ChannelNotifier(
      Vertx vertx,
      NotificationConfig config,
      Channel channel,
      InstantSource clock,
      ChannelSender sender) {
    this.vertx = vertx;
    this.channel = channel;
    this.clock = clock;
    this.sender = sender;
    LoopHealth.begin(vertx, cursorName());
    MessageFormat format = sender.format();
    this.planner =
        new NotificationPlanner(format.maxAlerts(), channel.minSeverity(), config.groupWait());
    this.reminders =
        new ReminderPlanner(planner, format.wantsRepetition(), config.repeatInterval());
  }

  /** Answers whether more changes are waiting. */
  Future<Boolean> step() {
    if (sender.isBackingOff()) {
      return Future.succeededFuture(false);
    }
    return commitPending()
        .compose(done -> StorePorts.CURSOR.ask(vertx, cursorName()))
        .compose(cursor -> cursor == 0 ? begin() : processChanges(cursor))
        .onSuccess(done -> stepSucceeded())
        .onFailure(this::stepFailed);
  }

  /** Does not report success by default: in this step the channel may not have been tried. */
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

  private void reportLoop(ChannelSender.DeliveryAttempt attempt) {
    if (attempt.finished()) {
      LoopHealth.succeeded(vertx, cursorName());
    } else {
      String detail = attempt.detail();
      LoopHealth.failed(vertx, cursorName(), detail == null ? "failed" : detail);
    }
  }

  private String cursorName() {
    return AlertStorePorts.NOTIFICATION_CURSOR_PREFIX + channel.name();
  }

  /** A new channel starts after the newest change; reminders tell it what already fires. */
  private Future<Boolean> begin() {
    return AlertStorePorts.FIRING
        .ask(vertx, new Nothing())
        .compose(firing -> commit(new CommitDelivery(channel.name(), 0, firing.head(), List.of())));
  }

  private Future<Boolean> processChanges(long cursor) {
    return AlertStorePorts.CHANGES_AFTER
        .ask(vertx, new ChangesAfter(cursor, PAGE))
        .compose(page -> page.isEmpty() ? remind(cursor) : sendNews(cursor, page));
  }

  private Future<Boolean> sendNews(long cursor, List<Change> page) {
    return context(page)
        .compose(
            context -> {
              NotificationPlanner.Plan plan = planner.plan(page, page.size() == PAGE, context);
              return plan.notBefore().isAfter(context.now())
                  ? remind(cursor)
                  : send(plan, cursor, page.getLast().number());
            });
  }

  /** What the planners need to know about these changes. */
  private Future<PlanningContext> context(List<Change> changes) {
    Instant now = clock.instant();
    List<Scoped<String>> alerts = changes.stream().map(PlanningContext::key).distinct().toList();
    Future<List<LastDelivery>> deliveries =
        AlertStorePorts.LAST_DELIVERIES.ask(vertx, new LastDeliveries(channel.name(), alerts));
    List<Scoped<Silence>> silences = new ArrayList<>();
    // One scope after another: with one query for all scopes, a tenant with very many silences
    // would push those of another out of the answer.
    return Futures.oneAfterAnother(
            changes.stream().map(Change::scope).distinct().toList(),
            scope ->
                AlertStorePorts.SILENCES
                    .ask(vertx, new SilencesOf(scope, now))
                    .onSuccess(silences::addAll))
        .compose(done -> deliveries)
        .map(last -> new PlanningContext(last, silences, now));
  }

  private Future<Boolean> send(NotificationPlanner.Plan plan, long cursor, long upTo) {
    return sendAll(plan.messages(), cursor, true)
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
        .ask(vertx, new Nothing())
        .compose(
            firing ->
                context(firing.alerts())
                    .map(context -> reminders.due(firing.alerts(), cursor, context)))
        .compose(due -> sendReminders(due, cursor))
        .map(false);
  }

  private Future<?> sendReminders(ReminderPlanner.Due due, long cursor) {
    return sendAll(due.messages(), cursor, true)
        .compose(all -> all ? sendAll(due.resent(), cursor, false) : Future.succeededFuture(false))
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

  /**
   * One after another, up to the first that must be sent again; then the answer is false.
   *
   * @param recorded whether deliveries are stored and counted
   */
  private Future<Boolean> sendAll(List<AlertMessage> messages, long cursor, boolean recorded) {
    return Futures.fold(
        messages,
        true,
        (all, message) -> all ? send(message, cursor, recorded) : Future.succeededFuture(false));
  }

  private Future<Boolean> send(AlertMessage message, long cursor, boolean recorded) {
    return sender
        .send(message, recorded)
        .onSuccess(this::reportLoop)
        .compose(
            attempt ->
                (recorded ? record(attempt, cursor) : Future.succeededFuture())
                    .map(done -> attempt.finished()));
  }

  private Future<Boolean> record(ChannelSender.DeliveryAttempt attempt, long cursor) {
    return commit(new CommitDelivery(channel.name(), cursor, cursor, attempt.deliveries()));
  }

  private CommitDelivery silenced(List<SilencedChange> silenced, long from, long to) {
    List<Delivery> deliveries = silenced.stream().map(sender::silenced).toList();
    return new CommitDelivery(channel.name(), from, to, deliveries);
  }

  /** What cannot be stored now is stored before anything else is sent. */
  private Future<Boolean> commit(CommitDelivery step) {
    return AlertStorePorts.COMMIT_DELIVERY.ask(vertx, step).onFailure(error -> uncommitted = step);
  }

  private Future<?> commitPending() {
    CommitDelivery step = uncommitted;
    if (step == null) {
      return Future.succeededFuture();
    }
    uncommitted = null;
    return commit(step)
        .recover(
            error -> {
              if (Fault.from(error).code().equals("cursor_moved")) {
                uncommitted = null; // it was stored after all, or another process has taken over
                return Future.succeededFuture(true);
              }
              return Future.failedFuture(error);
            });
  }

  Future<Void> close() {
    LoopHealth.end(vertx, cursorName());
    return sender.close();
  }
}
