package dev.intentobserve.notify;

import dev.intentobserve.contract.AlertStoreContract.Change;
import dev.intentobserve.event.Alert;
import dev.intentobserve.event.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is told in one request: alerts of one rule and scope.
 *
 * @param occasion empty for news; else what tells this reminder from the one before
 */
record Message(Scope scope, String rule, String occasion, List<Change> changes) {
  Message {
    changes = List.copyOf(changes);
  }

  private record Group(Scope scope, String rule) {}

  /** In the order of their first changes; a group larger than {@code most} becomes several. */
  static List<Message> group(List<Change> changes, int most, String occasion) {
    Map<Group, List<Change>> groups = new LinkedHashMap<>();
    for (Change change : changes) {
      groups
          .computeIfAbsent(
              new Group(change.scope(), change.alert().rule()), group -> new ArrayList<>())
          .add(change);
    }
    List<Message> messages = new ArrayList<>();
    groups.forEach(
        (group, all) -> {
          for (int from = 0; from < all.size(); from += most) {
            List<Change> part = all.subList(from, Math.min(all.size(), from + most));
            messages.add(new Message(group.scope(), group.rule(), occasion, part));
          }
        });
    return messages;
  }

  boolean news() {
    return occasion.isEmpty();
  }

  /** Firing as long as one of its alerts does. */
  boolean firing() {
    return changes.stream().anyMatch(change -> change.alert().state() == Alert.State.FIRING);
  }

  /** When the last of its changes came about. */
  Instant newest() {
    return changes.stream().map(Change::at).max(Instant::compareTo).orElse(Instant.MAX);
  }
}
