package dev.intentobserve.notification;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Alert;
import dev.intentobserve.model.alert.DeliveryOutcome;
import dev.intentobserve.model.alert.Silence;
import dev.intentobserve.ports.AlertStorePorts.Change;
import dev.intentobserve.ports.AlertStorePorts.LastDelivery;
import dev.intentobserve.ports.StorePorts.Scoped;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What planners decide on: the last deliveries of a channel, active silences, and the time. */
final class PlanningContext {
  private final Map<Scoped<String>, LastDelivery> deliveries = new HashMap<>();
  private final Map<Scope, List<Silence>> silences;
  private final Instant now;

  PlanningContext(List<LastDelivery> deliveries, List<Scoped<Silence>> silences, Instant now) {
    for (LastDelivery last : deliveries) {
      this.deliveries.put(new Scoped<>(last.delivery().scope(), last.delivery().alertId()), last);
    }
    this.silences =
        silences.stream()
            .collect(
                Collectors.groupingBy(
                    Scoped::scope, Collectors.mapping(Scoped::value, Collectors.toList())));
    this.now = now;
  }

  Instant now() {
    return now;
  }

  static Scoped<String> key(Change change) {
    return new Scoped<>(change.scope(), change.alert().id());
  }

  /** The last delivery about the alert; null when there is none. */
  @Nullable LastDelivery last(Change change) {
    return deliveries.get(key(change));
  }

  /** Whether the last delivery says that the alert fires, and was accepted. */
  boolean acceptedFiring(Change change) {
    return last(change, DeliveryOutcome.DELIVERED, Alert.State.FIRING);
  }

  /** Whether the last delivery says that the alert fires, and was accepted or given up. */
  boolean sentFiring(Change change) {
    return acceptedFiring(change) || last(change, DeliveryOutcome.GIVEN_UP, Alert.State.FIRING);
  }

  /** Whether the last delivery says that the alert fires, and was silenced. */
  boolean firingSilenced(Change change) {
    return last(change, DeliveryOutcome.SILENCED, Alert.State.FIRING);
  }

  private boolean last(Change change, DeliveryOutcome outcome, Alert.State state) {
    LastDelivery last = last(change);
    return last != null
        && last.delivery().outcome().equals(outcome.code())
        && last.delivery().state() == state;
  }

  /** The active silence that matches the alert. */
  Optional<Silence> silence(Change change) {
    return silences.getOrDefault(change.scope(), List.of()).stream()
        .filter(silence -> silence.active(now) && silence.matches(change.alert()))
        .findFirst();
  }
}
