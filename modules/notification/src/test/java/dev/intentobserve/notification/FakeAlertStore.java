package dev.intentobserve.notification;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.alert.Silence;
import dev.intentobserve.ports.AlertStorePorts;
import dev.intentobserve.ports.AlertStorePorts.Change;
import dev.intentobserve.ports.AlertStorePorts.CommitDelivery;
import dev.intentobserve.ports.AlertStorePorts.Delivery;
import dev.intentobserve.ports.AlertStorePorts.Firing;
import dev.intentobserve.ports.AlertStorePorts.LastDeliveries;
import dev.intentobserve.ports.AlertStorePorts.LastDelivery;
import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.Hint;
import dev.intentobserve.ports.StorePorts;
import dev.intentobserve.ports.StorePorts.Scoped;
import dev.intentobserve.testkit.MutableClock;
import dev.intentobserve.testkit.TestFutures;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@link AlertStorePorts} in memory; lives longer than the notifiers under test. */
final class FakeAlertStore {
  final MutableClock clock = new MutableClock(AlertFixtures.NOON);
  private final List<Change> changes = new ArrayList<>();
  private final List<Delivery> deliveries = new ArrayList<>();
  private final List<Scoped<Silence>> silences = new ArrayList<>();
  private final Map<String, Long> cursors = new HashMap<>();
  private int commitsToLose;

  void open(Vertx vertx) {
    TestFutures.await(
        Future.all(
            List.of(
                StorePorts.CURSOR.answer(vertx, ask -> answer(() -> cursors.getOrDefault(ask, 0L))),
                AlertStorePorts.CHANGES_AFTER.answer(
                    vertx, ask -> answer(() -> after(ask.after(), ask.limit()))),
                AlertStorePorts.FIRING.answer(vertx, ask -> answer(this::firing)),
                AlertStorePorts.LAST_DELIVERIES.answer(vertx, ask -> answer(() -> lastTold(ask))),
                AlertStorePorts.SILENCES.answer(vertx, ask -> answer(() -> silences(ask.scope()))),
                AlertStorePorts.COMMIT_DELIVERY.answer(vertx, ask -> answer(() -> commit(ask))))));
  }

  synchronized long changed(Alert... alerts) {
    for (Alert alert : alerts) {
      changes.add(new Change(head() + 1, Scope.DEFAULT, clock.instant(), alert));
    }
    return head();
  }

  /** Publishes the hint, as the store does after a commit. */
  void changedAndHinted(Vertx vertx, Alert... alerts) {
    Hint.ALERTS.publish(vertx, changed(alerts));
  }

  synchronized void silence(Scoped<Silence> silence) {
    silences.add(silence);
  }

  /** The next commits fail, as without a database. */
  synchronized void loseCommits(int count) {
    commitsToLose = count;
  }

  synchronized List<Delivery> deliveries(String channel) {
    return deliveries.stream().filter(delivery -> delivery.channel().equals(channel)).toList();
  }

  List<String> outcomes(String channel) {
    return deliveries(channel).stream()
        .map(d -> d.change() + " " + d.outcome() + " " + d.attempt() + " " + d.detail())
        .toList();
  }

  synchronized long cursor(String channel) {
    return cursors.getOrDefault(AlertStorePorts.NOTIFICATION_CURSOR_PREFIX + channel, 0L);
  }

  synchronized long head() {
    return changes.isEmpty() ? 1 : changes.getLast().number();
  }

  private interface Question<T> {
    T ask();
  }

  private synchronized <T> Future<T> answer(Question<T> question) {
    return Future.succeededFuture(question.ask());
  }

  /** As the store: a query for all scopes answers only the newest. */
  private List<Scoped<Silence>> silences(@Nullable Scope scope) {
    return scope == null
        ? silences.reversed().stream().limit(2_000).toList()
        : silences.stream().filter(silence -> silence.scope().equals(scope)).toList();
  }

  private List<Change> after(long number, int limit) {
    return changes.stream().filter(change -> change.number() > number).limit(limit).toList();
  }

  private Firing firing() {
    Map<Scoped<String>, Change> last = new LinkedHashMap<>();
    changes.forEach(change -> last.put(PlanningContext.key(change), change));
    return new Firing(
        head(),
        last.values().stream()
            .filter(change -> change.alert().state() == Alert.State.FIRING)
            .toList());
  }

  private List<LastDelivery> lastTold(LastDeliveries question) {
    return question.alerts().stream().flatMap(alert -> last(question, alert).stream()).toList();
  }

  private Optional<LastDelivery> last(LastDeliveries question, Scoped<String> alert) {
    return deliveries.reversed().stream()
        .filter(delivery -> delivery.channel().equals(question.channel()))
        .filter(delivery -> delivery.alertId().equals(alert.value()))
        .filter(delivery -> !delivery.outcome().equals("failed"))
        .findFirst()
        .map(
            delivery ->
                new LastDelivery(delivery, after(delivery.change() - 1, 1).getFirst().alert()));
  }

  private boolean commit(CommitDelivery step) {
    if (commitsToLose > 0) {
      commitsToLose--;
      throw Fault.busy("store_unavailable", "The database does not answer; try again.");
    }
    if (cursor(step.channel()) != step.from()) {
      throw Fault.busy("cursor_moved", "It is at " + cursor(step.channel()) + ".");
    }
    cursors.put(AlertStorePorts.NOTIFICATION_CURSOR_PREFIX + step.channel(), step.to());
    deliveries.addAll(step.deliveries());
    return true;
  }
}
