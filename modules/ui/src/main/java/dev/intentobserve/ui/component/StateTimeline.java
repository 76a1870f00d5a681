package dev.intentobserve.ui.component;

import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.Lifecycle;
import dev.intentobserve.model.event.EventCatalog;
import dev.intentobserve.ui.http.Href;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How an entity came to where it stands: its history played through the states of its kind; pure.
 */
public final class StateTimeline {
  /** What took an entity to a state, and when. */
  public record StateChange(String state, String type, Instant time, String eventId) {}

  /** As the service itself orders what settles a state. */
  private static final Comparator<StateChange> ORDER =
      Comparator.comparing(StateChange::time)
          .thenComparingInt(step -> EventCatalog.standard().type(step.type()).rank())
          .thenComparing(StateChange::eventId);

  private StateTimeline() {}

  public static List<StateChange> of(EntityKind kind, List<JsonObject> history) {
    List<StateChange> moments = new ArrayList<>();
    for (JsonObject entry : history) {
      add(moments, entry, "first");
      add(moments, entry, "last");
    }
    moments.sort(ORDER);
    List<StateChange> stateChanges = new ArrayList<>();
    String state = Lifecycle.UNKNOWN;
    for (StateChange moment : moments) {
      String next = Lifecycle.next(kind, state, moment.type());
      if (!next.equals(state)) {
        stateChanges.add(new StateChange(next, moment.type(), moment.time(), moment.eventId()));
        state = next;
      }
    }
    return stateChanges;
  }

  private static void add(List<StateChange> moments, JsonObject entry, String which) {
    Instant time = TimeRenderer.parse(entry.getString(which));
    if (time != null) {
      String event = entry.getString(which + "_event_id", "");
      moments.add(new StateChange("", entry.getString("type", ""), time, event));
    }
  }

  /** All states of the kind: where the entity has been, and where it is. */
  public static Html stateList(EntityKind kind, List<StateChange> stateChanges, String current) {
    Set<String> visited = new LinkedHashSet<>();
    stateChanges.forEach(step -> visited.add(step.state()));
    List<String> states = Lifecycle.course(kind);
    return states.isEmpty()
        ? Html.of("<p class=\"quiet\">A {} has no states of its own.</p>", kind.code())
        : Html.of(
            "<ol class=\"machine\">{}</ol>",
            states.stream().map(state -> state(state, visited, current)).toList());
  }

  private static Html state(String state, Set<String> visited, String current) {
    if (state.equals(current)) {
      return Html.of("<li class=\"here\" aria-current=\"step\">{}, now</li>", state);
    }
    return visited.contains(state)
        ? Html.of("<li class=\"been\">{} ✓</li>", state)
        : Html.of("<li>{}</li>", state);
  }

  public static Html path(List<StateChange> stateChanges, Instant now) {
    return Html.of(
        "<ol class=\"path\">{}</ol>",
        stateChanges.stream()
            .map(
                step ->
                    Html.of(
                        "<li>{} by <a href=\"{}\">{}</a> {}</li>",
                        PageComponents.state(step.state()),
                        Href.event(step.eventId()),
                        step.type(),
                        TimeRenderer.time(step.time(), now)))
            .toList());
  }
}
