package dev.intentobserve.dashboards.vocabulary;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.dashboards.output.DocumentTree;
import java.util.List;

/**
 * A link of a panel, a value or a table cell to what is behind it.
 *
 * @param url may contain variables of the dashboard and, on a value, {@code ${__field.labels.x}}
 */
public record PanelLink(String title, String url) {
  /** The variable that holds the address of Intent Observe. */
  static final String BASE = "${observe}";

  /** In a link of a table column: the value of the cell. */
  public static final String VALUE = "${__value.raw}";

  public PanelLink {
    requireNonNull(title, "title");
    requireNonNull(url, "url");
  }

  /** In a link of a value: one of its labels. */
  public static String label(String name) {
    return "${__field.labels." + LogLines.label(name) + "}";
  }

  /**
   * To the service.
   *
   * @param path with a leading slash, such as {@code /api/v1/entities?kind=signal}
   */
  public static PanelLink observe(String title, String path) {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException(path + " does not start with a slash");
    }
    return new PanelLink(title, BASE + path);
  }

  /** To another dashboard, with the visible time range. */
  public static PanelLink dashboard(String title, String uid) {
    return new PanelLink(title, "/d/" + uid + "?${__url_time_range}");
  }

  /**
   * To another dashboard, with the visible time range and a variable set there.
   *
   * @param values of the variable; may be {@code ${__field.labels.x}} or {@code ${__value.raw}}
   */
  public static PanelLink dashboard(
      String title, String uid, DashboardVariable variable, String... values) {
    StringBuilder url = new StringBuilder(dashboard(title, uid).url());
    for (String value : values) {
      url.append("&var-").append(variable.name()).append('=').append(value);
    }
    return new PanelLink(title, url.toString());
  }

  /** The link in Grafana's JSON; panels and values use the same form. */
  DocumentTree json() {
    return DocumentTree.tree("title", title)
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
