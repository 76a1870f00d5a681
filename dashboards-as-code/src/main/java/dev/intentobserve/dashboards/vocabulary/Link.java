package dev.intentobserve.dashboards.vocabulary;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.dashboards.Tree;
import java.util.List;

/**
 * Where a number, a row or a panel leads: to what is behind it.
 *
 * @param url may contain variables of the dashboard and, on a value, {@code ${__field.labels.x}}
 */
public record Link(String title, String url) {
  /** The variable that holds where people reach Intent Observe. */
  static final String BASE = "${observe}";

  public Link {
    requireNonNull(title, "title");
    requireNonNull(url, "url");
  }

  /**
   * To the service itself.
   *
   * @param path with a leading slash, such as {@code /api/v1/entities?kind=signal}
   */
  public static Link observe(String title, String path) {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException(path + " does not begin with a slash");
    }
    return new Link(title, BASE + path);
  }

  /** To another dashboard, with the time range that is shown. */
  public static Link dashboard(String title, String uid) {
    return new Link(title, "/d/" + uid + "?${__url_time_range}");
  }

  /**
   * To another dashboard, with the time range that is shown and something chosen.
   *
   * @param value may be {@code ${__value.raw}} and the like
   */
  public static Link dashboard(String title, String uid, String variable, String value) {
    return new Link(title, "/d/" + uid + "?var-" + variable + "=" + value + "&${__url_time_range}");
  }

  /** As Grafana writes links, of panels and of values alike. */
  Tree json() {
    return Tree.tree("title", title)
        .with("type", "link")
        .with("icon", "external link")
        .with("tooltip", title)
        .with("url", url)
        .with("tags", List.of())
        .with("asDropdown", false)
        .with("targetBlank", true)
        .with("includeVars", false)
        .with("keepTime", false);
  }
}
