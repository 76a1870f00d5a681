package dev.intentobserve.notification;

import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.alert.Silence;
import dev.intentobserve.ports.AlertStorePorts.Change;
import dev.intentobserve.ports.AlertStorePorts.LastDelivery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides which alerts that fire a channel is told of though nothing changed: those it never heard
 * of (the channel is new, or listens to less severe ones now), those whose silence is over, and
 * those it was told of long ago. An Alertmanager instead gets all it knows each time: it forgets
 * what nobody repeats, and repeats to people by itself.
 */
final class ReminderPlanner {
  private final int maxPerMessage;
  private final NotificationPlanner planner;
  private final boolean resendAll;
  private final Duration repeatInterval;

  /**
   * @param resendAll whether the receiver wants everything each time
   */
  ReminderPlanner(
      int maxPerMessage, NotificationPlanner planner, boolean resendAll, Duration repeatInterval) {
    this.maxPerMessage = maxPerMessage;
    this.planner = planner;
    this.resendAll = resendAll;
    this.repeatInterval = repeatInterval;
  }

  /**
   * What is due.
   *
   * @param resent is not written down: it says nothing new
   */
  record Due(
      List<AlertMessage> messages, List<SilencedChange> silenced, List<AlertMessage> resent) {}

  /**
   * Looks at what fires.
   *
   * @param cursor changes after it are news, not reminders
   */
  Due due(List<Change> firing, long cursor, PlanningContext context) {
    List<Change> due = new ArrayList<>();
    List<SilencedChange> silenced = new ArrayList<>();
    List<Change> resent = new ArrayList<>();
    for (Change change : firing) {
      Optional<Silence> silence = context.silence(change);
      if (silence.isPresent()) {
        if (change.number() <= cursor
            && planner.meetsMinSeverity(change)
            && notToldFiring(change, context)) {
          silenced.add(SilencedChange.by(silence.get(), change));
        }
      } else if (change.number() <= cursor && isDue(change, context)) {
        due.add(change);
      } else if (resendAll && context.acceptedFiring(change)) {
        resent.add(change);
      }
    }
    String reminderId = "reminder " + context.now();
    return new Due(
        AlertMessage.group(due, maxPerMessage, reminderId),
        silenced,
        AlertMessage.group(resent, maxPerMessage, reminderId));
  }

  private boolean isDue(Change change, PlanningContext context) {
    return planner.meetsMinSeverity(change)
        && (notToldFiring(change, context)
            || context.firingSilenced(change)
            || (!resendAll && toldLongAgo(change, context)));
  }

  /** The last the channel heard is not that it fires, though it should know. */
  private boolean notToldFiring(Change change, PlanningContext context) {
    LastDelivery last = context.last(change);
    return last == null || last.delivery().state() == Alert.State.RESOLVED;
  }

  private boolean toldLongAgo(Change change, PlanningContext context) {
    LastDelivery last = context.last(change);
    return last != null && !last.delivery().at().plus(repeatInterval).isAfter(context.now());
  }
}
