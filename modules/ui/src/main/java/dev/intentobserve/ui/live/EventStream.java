package dev.intentobserve.ui.live;

import dev.intentobserve.ui.component.Html;
import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.http.PageRequest;
import io.vertx.core.Future;
import java.util.List;

/** The latest events; the script adds later ones as they come. */
public final class EventStream {
  private static final List<String> FILTERS = List.of("type", "source", "entity");
  private static final Href LATEST = Href.of("/api/v1/events").with("limit", 50);

  private EventStream() {}

  public static Future<Html> load(PageRequest request) {
    return LiveFragment.of(
        request.get(request.withParams(LATEST, FILTERS)),
        reply -> Html.of((out, none) -> JteEventStreamGenerated.render(out, none, request, reply)));
  }
}
