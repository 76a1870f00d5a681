package dev.intentobserve.notification;

import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.alert.Severity;
import dev.intentobserve.model.alert.Silence;
import dev.intentobserve.ports.AlertStorePorts.Change;
import dev.intentobserve.ports.AlertStorePorts.LastDelivery;
import dev.intentobserve.ports.StorePorts.Scoped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Decides which changes of a page are sent to one channel. Only the last change of each alert
 * counts: an alert that fired and was resolved within the page is sent as resolved, with both
 * times. A change is not sent when the channel knows it already, or when only text or numbers
 * changed and not the severity.
 */
record NotificationPlanner(int maxPerMessage, Severity minSeverity, Duration groupWait) {

  /** What to do about one page; until {@code notBefore}, more changes may join. */
  record Plan(Instant notBefore, List<AlertMessage> messages, List<SilencedChange> silenced) {}

  /** A full page, after which more changes are waiting, is sent at once. */
  Plan plan(List<Change> page, boolean full, PlanningContext context) {
    List<Change> news = new ArrayList<>();
    List<SilencedChange> silenced = new ArrayList<>();
    for (Change change : lastOfEach(page)) {
      if (shouldSend(change, context)) {
        Optional<Silence> silence = context.silence(change);
        if (silence.isEmpty()) {
          news.add(change);
        } else if (!alreadySilenced(change, context)) {
          silenced.add(SilencedChange.by(silence.get(), change));
        }
      }
    }
    Instant first = news.stream().map(Change::at).min(Instant::compareTo).orElse(Instant.EPOCH);
    return new Plan(
        full ? Instant.EPOCH : first.plus(groupWait),
        AlertMessage.group(news, maxPerMessage, ""),
        silenced);
  }

  /** In the order of their numbers. Changes of alerts that never fired are ignored. */
  private static List<Change> lastOfEach(List<Change> page) {
    Map<Scoped<String>, Change> last = new LinkedHashMap<>();
    for (Change change : page) {
      if (change.alert().state() != Alert.State.PENDING && change.alert().fired() != null) {
        last.remove(PlanningContext.key(change));
        last.put(PlanningContext.key(change), change);
      }
    }
    return List.copyOf(last.values());
  }

  private boolean shouldSend(Change change, PlanningContext context) {
    LastDelivery last = context.last(change);
    if (last != null && last.delivery().change() >= change.scopeNumber()) {
      return false;
    }
    if (last == null || !context.sentFiring(change)) {
      return meetsMinSeverity(change);
    }
    return resolved(change) || differs(last.as(), change.alert());
  }

  private static boolean alreadySilenced(Change change, PlanningContext context) {
    LastDelivery last = context.last(change);
    return last != null
        && context.firingSilenced(change)
        && !resolved(change)
        && !differs(last.as(), change.alert());
  }

  boolean meetsMinSeverity(Change change) {
    return change.alert().severity().compareTo(minSeverity) >= 0;
  }

  private static boolean differs(Alert sent, Alert now) {
    return sent.severity() != now.severity() || !Objects.equals(sent.fired(), now.fired());
  }

  private static boolean resolved(Change change) {
    return change.alert().state() == Alert.State.RESOLVED;
  }
}
