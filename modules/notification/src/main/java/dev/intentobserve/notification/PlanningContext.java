package dev.intentobserve.notification;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.alert.Alert;
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

/** What a decision is made from: what a channel was told, which silences last, what time it is. */
final class PlanningContext {
  private final Map<Scoped<String>, LastDelivery> told = new HashMap<>();
  private final Map<Scope, List<Silence>> silences;
  private final Instant now;

  PlanningContext(List<LastDelivery> told, List<Scoped<Silence>> silences, Instant now) {
    for (LastDelivery last : told) {
      this.told.put(new Scoped<>(last.delivery().scope(), last.delivery().alertId()), last);
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

  /** The last delivery about the alert; null when the channel never heard of it. */
  @Nullable LastDelivery last(Change change) {
    return told.get(key(change));
  }

  /** Whether the channel took it that the alert fires, and nothing since. */
  boolean acceptedFiring(Change change) {
    return last(change, "delivered", Alert.State.FIRING);
  }

  /**
   * Whether the last the channel was told is that the alert fires, be it that it would not take it.
   */
  boolean toldFiring(Change change) {
    return acceptedFiring(change) || last(change, "given_up", Alert.State.FIRING);
  }

  /** Whether the alert's firing was kept from the channel, and nothing was told since. */
  boolean firingSilenced(Change change) {
    return last(change, "silenced", Alert.State.FIRING);
  }

  private boolean last(Change change, String outcome, Alert.State state) {
    LastDelivery last = last(change);
    return last != null
        && last.delivery().outcome().equals(outcome)
        && last.delivery().state() == state;
  }

  /** The silence that keeps the alert from being told now. */
  Optional<Silence> silence(Change change) {
    return silences.getOrDefault(change.scope(), List.of()).stream()
        .filter(silence -> silence.active(now) && silence.matches(change.alert()))
        .findFirst();
  }
}
