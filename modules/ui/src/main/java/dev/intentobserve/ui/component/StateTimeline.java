package dev.intentobserve.ui.component;

import static java.util.stream.Collectors.toSet;

import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.Lifecycle;
import dev.intentobserve.model.entity.LifecycleState;
import dev.intentobserve.model.event.EventCatalog;
import dev.intentobserve.ui.http.ApiReply;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** How an entity came to its state: its history replayed through the states of its kind; pure. */
public final class StateTimeline {
  /** A state, and the event that led to it. */
  record StateChange(String state, String type, Instant time, String eventId) {}

  /** The order in which the service itself applies events to a state. */
  private static final Comparator<StateChange> ORDER =
      Comparator.comparing(StateChange::time)
          .thenComparingInt(change -> EventCatalog.standard().type(change.type()).rank())
          .thenComparing(StateChange::eventId);

  private StateTimeline() {}

  private static List<StateChange> of(EntityKind kind, List<JsonObject> history) {
    List<StateChange> moments = new ArrayList<>();
    for (JsonObject entry : history) {
      add(moments, entry, "first");
      add(moments, entry, "last");
    }
    moments.sort(ORDER);
    List<StateChange> stateChanges = new ArrayList<>();
    LifecycleState state = LifecycleState.UNKNOWN;
    for (StateChange moment : moments) {
      LifecycleState next = Lifecycle.next(kind, state, moment.type());
      if (next != state) {
        stateChanges.add(
            new StateChange(next.code(), moment.type(), moment.time(), moment.eventId()));
        state = next;
      }
    }
    return stateChanges;
  }

  private static void add(List<StateChange> moments, JsonObject entry, String end) {
    Instant time = TimeRenderer.parse(entry.getString(end));
    if (time != null) {
      String event = entry.getString(end + "_event_id", "");
      moments.add(new StateChange("", entry.getString("type", ""), time, event));
    }
  }

  /** All states of the kind, those it went through, and the way between them. */
  public static Html render(EntityKind kind, JsonObject entity, Instant now) {
    List<StateChange> changes = of(kind, ApiReply.objects(entity, "history"));
    Set<String> visited = changes.stream().map(StateChange::state).collect(toSet());
    String current = entity.getString("state", "");
    List<String> states = Lifecycle.statesInOrder(kind).stream().map(LifecycleState::code).toList();
    return Html.of(
        (out, none) ->
            JteStateTimelineGenerated.render(
                out, none, kind, states, changes, visited, current, now));
  }
}
