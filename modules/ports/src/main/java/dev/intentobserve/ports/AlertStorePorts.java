package dev.intentobserve.ports;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.model.alert.Silence;
import dev.intentobserve.model.slo.GoodBadCount;
import dev.intentobserve.model.slo.SloStatus;
import dev.intentobserve.ports.Port.Nothing;
import dev.intentobserve.ports.StorePorts.Listing;
import dev.intentobserve.ports.StorePorts.Scoped;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stored alerts, silences and notifications; answered by the store. */
public interface AlertStorePorts {
  /** With the name of a channel: its cursor over the changes of alerts. */
  String NOTIFICATION_CURSOR_PREFIX = "notification.";

  /** The fault's code when a tenant has as many silences that last as it may have. */
  String TOO_MANY_SILENCES = "too_many_silences";

  /** Pending and firing alerts of every scope, and the last status of objectives. */
  Port<Nothing, AlertSnapshot> ALERT_SNAPSHOT = Port.at("store.alert-snapshot");

  /**
   * Commits one evaluation, all or nothing. Each changed alert gets the next change number; an
   * unchanged one gets none, so that repeating the request is safe.
   */
  Port<CommitEvaluation, Boolean> COMMIT_EVALUATION = Port.at("store.commit-evaluation");

  /**
   * The most severe first, then firing before pending, then the latest change first; test alerts
   * come last. Resolved alerts: the latest change first.
   */
  Port<AlertQuery, Listing<AlertRow>> FIND_ALERTS = Port.at("store.find-alerts");

  Port<Scoped<String>, Optional<AlertRow>> FIND_ALERT = Port.at("store.find-alert");

  /** Changes of alerts after a change number, in order, without gaps, each as it was then. */
  Port<ChangesAfter, List<Change>> CHANGES_AFTER = Port.at("store.alert-changes-after");

  /** The same of one scope, after a number that counts within it. */
  Port<ChangesOf, List<Change>> CHANGES_OF = Port.at("store.alert-changes-of");

  /** The number of a scope's last change, as it counts within it; 1 before the first. */
  Port<Scope, Long> CHANGES_HEAD = Port.at("store.alert-changes-head");

  /** All firing alerts of every scope, and the number of the last change, read consistently. */
  Port<Nothing, Firing> FIRING = Port.at("store.alerts-firing");

  /**
   * The last delivery or silenced delivery of alerts at a channel; failed attempts do not count.
   * Alerts without one are left out.
   */
  Port<LastDeliveries, List<LastDelivery>> LAST_DELIVERIES = Port.at("store.last-deliveries");

  /** The history of a gauge, oldest first. */
  Port<GaugeHistory, List<GaugePoint>> GAUGE_HISTORY = Port.at("store.gauge-history");

  /** Writes down deliveries and moves the channel's cursor with them. */
  Port<CommitDelivery, Boolean> COMMIT_DELIVERY = Port.at("store.commit-delivery");

  /** Newest first. */
  Port<DeliveryQuery, Listing<Delivery>> FIND_DELIVERIES = Port.at("store.find-deliveries");

  /** Answers the silence with its id. */
  Port<Scoped<Silence>, Silence> SAVE_SILENCE = Port.at("store.save-silence");

  /** Ends a silence early; false when there is no such silence that still lasts. */
  Port<EndSilence, Boolean> END_SILENCE = Port.at("store.end-silence");

  /** Those that have not ended at a moment, or all; the latest first. */
  Port<SilencesOf, List<Scoped<Silence>>> SILENCES = Port.at("store.silences");

  record AlertSnapshot(List<Scoped<Alert>> open, List<Scoped<SloSnapshot>> slos) {
    public AlertSnapshot {
      open = List.copyOf(open);
      slos = List.copyOf(slos);
    }
  }

  /**
   * The status of an objective at the last evaluation, to notice what changed since.
   *
   * @param definition window, target and indicator in one text
   * @param from start of the period whose counts are compared at the next evaluation; for a
   *     calendar window the start of the previous one
   * @param to its end, a little before the evaluation, because the newest counts still change
   * @param tally the counts of that period
   * @param note kept until {@code noteUntil}
   */
  @RecordBuilder
  record SloSnapshot(
      String objective,
      SloStatus.State state,
      Instant since,
      String definition,
      String indicator,
      Instant from,
      Instant to,
      GoodBadCount tally,
      @Nullable String note,
      @Nullable Instant noteUntil)
      implements AlertStorePortsSloSnapshotBuilder.With {
    public SloSnapshot {
      requireNonNull(objective, "objective");
      requireNonNull(state, "state");
      requireNonNull(definition, "definition");
    }

    /** A copy that goes on comparing with the period of another snapshot. */
    public SloSnapshot withPeriodOf(SloSnapshot other) {
      return with().from(other.from).to(other.to).tally(other.tally).build();
    }

    public SloSnapshot withNote(@Nullable String text, @Nullable Instant until) {
      return with().note(text).noteUntil(until).build();
    }
  }

  /**
   * One evaluation of objectives and rules.
   *
   * @param changed alerts that are new or changed
   * @param at of the tick
   */
  record CommitEvaluation(
      Instant at,
      List<Scoped<Alert>> changed,
      List<Scoped<SloSnapshot>> slos,
      List<Scoped<GaugePoint>> gauges) {
    public CommitEvaluation {
      changed = List.copyOf(changed);
      slos = List.copyOf(slos);
      gauges = List.copyOf(gauges);
    }
  }

  /** The value of a gauge at a moment; kept for 60 days. */
  record GaugePoint(String metric, Instant time, double value, long count) {}

  record GaugeHistory(Scope scope, String metric, Instant since) {}

  /**
   * Null asks for any.
   *
   * @param state null for pending and firing
   */
  record AlertQuery(
      Scope scope,
      Alert.@Nullable State state,
      @Nullable String rule,
      @Nullable Severity severity,
      int limit,
      @Nullable String cursor) {}

  /**
   * An alert as it stands now.
   *
   * @param change the {@link Change#scopeNumber} of its last change
   */
  record AlertRow(long change, Instant changedAt, Alert alert) {}

  record ChangesAfter(long after, int limit) {}

  record ChangesOf(Scope scope, long after, int limit) {}

  /**
   * An alert as it was after a change.
   *
   * @param number over all scopes, for internal readers only
   * @param scopeNumber the same within the scope: what is shown as {@code change}
   */
  record Change(long number, long scopeNumber, Scope scope, Instant at, Alert alert) {
    /** A change in an installation with one tenant, where both numbers are the same. */
    public Change(long number, Scope scope, Instant at, Alert alert) {
      this(number, number, scope, at, alert);
    }
  }

  /**
   * The firing alerts.
   *
   * @param head number of the last change, 1 before the first: changes count from 2, so that a
   *     cursor at 0 means that nothing was ever read
   * @param alerts each as its last change, by number
   */
  record Firing(long head, List<Change> alerts) {
    public Firing {
      alerts = List.copyOf(alerts);
    }
  }

  /**
   * A request for last deliveries.
   *
   * @param alerts ids
   */
  record LastDeliveries(String channel, List<Scoped<String>> alerts) {
    public LastDeliveries {
      alerts = List.copyOf(alerts);
    }
  }

  /**
   * The last delivery of an alert at a channel.
   *
   * @param as the alert at the change that was sent
   */
  record LastDelivery(Delivery delivery, Alert as) {}

  /**
   * The deliveries of one channel.
   *
   * @param channel whose cursor {@code notification.CHANNEL} moves; equal positions leave it
   */
  record CommitDelivery(String channel, long from, long to, List<Delivery> deliveries) {
    public CommitDelivery {
      deliveries = List.copyOf(deliveries);
    }
  }

  /**
   * The outcome of one notification at one channel.
   *
   * @param change the {@link Change#scopeNumber} of the change it reports
   * @param outcome {@code delivered}, {@code failed}, {@code given_up} or {@code silenced}
   * @param attempt from 1
   * @param detail status or error, without secrets; null when there is nothing to say
   */
  record Delivery(
      Scope scope,
      String channel,
      String alertId,
      String rule,
      Alert.State state,
      long change,
      String outcome,
      int attempt,
      Instant at,
      @Nullable String detail) {}

  record DeliveryQuery(
      Scope scope,
      @Nullable String channel,
      @Nullable String alertId,
      @Nullable String outcome,
      int limit,
      @Nullable String cursor) {}

  record EndSilence(Scope scope, long id, Instant at) {}

  /**
   * A filter of silences.
   *
   * @param scope null for every scope
   * @param lastingAt null for all
   */
  record SilencesOf(@Nullable Scope scope, @Nullable Instant lastingAt) {}
}
