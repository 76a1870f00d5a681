package dev.intentobserve.notification;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.ports.AlertStorePorts.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The content of one request: alerts of one rule and scope.
 *
 * @param reminderId empty for news; differs from one reminder to the next
 */
record AlertMessage(Scope scope, String rule, String reminderId, List<Change> changes) {
  AlertMessage {
    changes = List.copyOf(changes);
  }

  private record Group(Scope scope, String rule) {}

  /** Ordered by their first changes; a group larger than {@code maxAlerts} is split. */
  static List<AlertMessage> group(List<Change> changes, int maxAlerts, String reminderId) {
    Map<Group, List<Change>> groups = new LinkedHashMap<>();
    for (Change change : changes) {
      groups
          .computeIfAbsent(
              new Group(change.scope(), change.alert().rule()), group -> new ArrayList<>())
          .add(change);
    }
    List<AlertMessage> messages = new ArrayList<>();
    groups.forEach(
        (group, all) -> {
          for (int from = 0; from < all.size(); from += maxAlerts) {
            List<Change> part = all.subList(from, Math.min(all.size(), from + maxAlerts));
            messages.add(new AlertMessage(group.scope(), group.rule(), reminderId, part));
          }
        });
    return messages;
  }

  boolean news() {
    return reminderId.isEmpty();
  }

  boolean firing() {
    return changes.stream().anyMatch(change -> change.alert().state() == Alert.State.FIRING);
  }

  Instant newest() {
    return changes.stream().map(Change::at).max(Instant::compareTo).orElse(Instant.MAX);
  }
}
