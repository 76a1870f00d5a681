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
 * Decides which firing alerts are sent to a channel although nothing changed: those it was never
 * sent (a new channel, or a lower minimal severity), those whose silence has ended, and those sent
 * long ago. A channel that wants repetition instead gets all alerts it knows, each time.
 */
record ReminderPlanner(NotificationPlanner planner, boolean resendAll, Duration repeatInterval) {

  /** What is due; {@code resent} are repetitions, which are not stored as deliveries. */
  record Due(
      List<AlertMessage> messages, List<SilencedChange> silenced, List<AlertMessage> resent) {}

  /** Changes after {@code cursor} are sent as news, not as reminders. */
  Due due(List<Change> firing, long cursor, PlanningContext context) {
    List<Change> due = new ArrayList<>();
    List<SilencedChange> silenced = new ArrayList<>();
    List<Change> resent = new ArrayList<>();
    for (Change change : firing) {
      Optional<Silence> silence = context.silence(change);
      if (silence.isPresent()) {
        if (change.number() <= cursor
            && planner.meetsMinSeverity(change)
            && notSentFiring(change, context)) {
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
        AlertMessage.group(due, planner.maxPerMessage(), reminderId),
        silenced,
        AlertMessage.group(resent, planner.maxPerMessage(), reminderId));
  }

  private boolean isDue(Change change, PlanningContext context) {
    return planner.meetsMinSeverity(change)
        && (notSentFiring(change, context)
            || context.firingSilenced(change)
            || (!resendAll && sentLongAgo(change, context)));
  }

  private static boolean notSentFiring(Change change, PlanningContext context) {
    LastDelivery last = context.last(change);
    return last == null || last.delivery().state() == Alert.State.RESOLVED;
  }

  private boolean sentLongAgo(Change change, PlanningContext context) {
    LastDelivery last = context.last(change);
    return last != null && !last.delivery().at().plus(repeatInterval).isAfter(context.now());
  }
}
