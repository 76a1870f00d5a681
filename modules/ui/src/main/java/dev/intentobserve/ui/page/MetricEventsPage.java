package dev.intentobserve.ui.page;

import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.http.PageRequest;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Set;

/** The events behind a number of a metric. */
final class MetricEventsPage {
  private static final String PREFIX = "/metric/";
  private static final String SUFFIX = "/events";
  private static final Set<String> FILTERS = Set.of("since", "until");
  private static final String LABEL_FILTER = "label.";

  private MetricEventsPage() {}

  static void mount(PageRouter routes) {
    routes.get("/metric/*", MetricEventsPage::show);
  }

  private static Future<PageView> show(PageRequest request) {
    String path = request.pathAfter(PREFIX);
    String name = path.endsWith(SUFFIX) ? path.substring(0, path.length() - SUFFIX.length()) : path;
    Href current = filtered(name, request);
    return PageView.ofList(
        request, name, "Live", current, 100, JteMetricEventsPageGenerated::render);
  }

  private static Href filtered(String metric, PageRequest request) {
    Href result = Href.metric(metric);
    for (Map.Entry<String, String> param : request.ctx().queryParams()) {
      String name = param.getKey();
      boolean isFilter = FILTERS.contains(name) || name.startsWith(LABEL_FILTER);
      result = isFilter ? result.with(name, param.getValue()) : result;
    }
    return result;
  }
}
