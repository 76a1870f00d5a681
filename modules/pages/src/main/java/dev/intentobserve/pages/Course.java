package dev.intentobserve.pages;

import dev.intentobserve.event.Catalog;
import dev.intentobserve.event.Kind;
import dev.intentobserve.event.Lifecycle;
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
final class Course {
  /** What took an entity to a state, and when. */
  record Step(String state, String type, Instant time, String eventId) {}

  /** As the service itself orders what settles a state. */
  private static final Comparator<Step> ORDER =
      Comparator.comparing(Step::time)
          .thenComparingInt(step -> Catalog.standard().type(step.type()).rank())
          .thenComparing(Step::eventId);

  private Course() {}

  static List<Step> of(Kind kind, List<JsonObject> history) {
    List<Step> moments = new ArrayList<>();
    for (JsonObject entry : history) {
      add(moments, entry, "first");
      add(moments, entry, "last");
    }
    moments.sort(ORDER);
    List<Step> steps = new ArrayList<>();
    String state = Lifecycle.UNKNOWN;
    for (Step moment : moments) {
      String next = Lifecycle.next(kind, state, moment.type());
      if (!next.equals(state)) {
        steps.add(new Step(next, moment.type(), moment.time(), moment.eventId()));
        state = next;
      }
    }
    return steps;
  }

  private static void add(List<Step> moments, JsonObject entry, String which) {
    Instant time = Times.parse(entry.getString(which));
    if (time != null) {
      String event = entry.getString(which + "_event_id", "");
      moments.add(new Step("", entry.getString("type", ""), time, event));
    }
  }

  /** All states of the kind: where the entity has been, and where it is. */
  static Html machine(Kind kind, List<Step> steps, String here) {
    Set<String> been = new LinkedHashSet<>();
    steps.forEach(step -> been.add(step.state()));
    List<String> states = Lifecycle.course(kind);
    return states.isEmpty()
        ? Html.of("<p class=\"quiet\">A {} has no states of its own.</p>", kind.code())
        : Html.of(
            "<ol class=\"machine\">{}</ol>",
            states.stream().map(state -> state(state, been, here)).toList());
  }

  private static Html state(String state, Set<String> been, String here) {
    if (state.equals(here)) {
      return Html.of("<li class=\"here\" aria-current=\"step\">{}, now</li>", state);
    }
    return been.contains(state)
        ? Html.of("<li class=\"been\">{} ✓</li>", state)
        : Html.of("<li>{}</li>", state);
  }

  static Html path(List<Step> steps, Instant now) {
    return Html.of(
        "<ol class=\"path\">{}</ol>",
        steps.stream()
            .map(
                step ->
                    Html.of(
                        "<li>{} by <a href=\"{}\">{}</a> {}</li>",
                        Parts.state(step.state()),
                        Href.event(step.eventId()),
                        step.type(),
                        Times.time(step.time(), now)))
            .toList());
  }
}
