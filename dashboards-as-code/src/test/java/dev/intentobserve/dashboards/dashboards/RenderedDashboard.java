package dev.intentobserve.dashboards.dashboards;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.intentobserve.dashboards.external.ExternalMetric;
import dev.intentobserve.dashboards.vocabulary.Dashboard;
import dev.intentobserve.model.metric.Metric;
import dev.intentobserve.model.metric.MetricDescriptor;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A dashboard as Grafana reads it, and what a test wants to know of it. */
public record RenderedDashboard(JsonNode json) {
  private static final Set<String> WORDS =
      Set.of("and", "or", "unless", "by", "on", "group_right", "offset", "Inf");
  private static final Pattern NO_NAMES =
      Pattern.compile("\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]|(?:by|on|group_right) \\([^)]*\\)");
  private static final Pattern NAME = Pattern.compile("(?<![\\w$.])[a-zA-Z_]\\w*+(?! *\\()");

  /** Where a panel lies. */
  record Place(String title, int x, int y, int width, int height) {
    boolean overlaps(Place other) {
      return x < other.x + other.width
          && other.x < x + width
          && y < other.y + other.height
          && other.y < y + height;
    }
  }

  public static RenderedDashboard of(Dashboard board) {
    try {
      return new RenderedDashboard(new ObjectMapper().readTree(board.json().json()));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  /** Everything on the dashboard, headings included. */
  List<JsonNode> all() {
    return list(json.get("panels"));
  }

  List<JsonNode> panels() {
    return all().stream().filter(panel -> !text(panel, "type").equals("row")).toList();
  }

  public JsonNode panel(String title) {
    return panels().stream()
        .filter(panel -> text(panel, "title").equals(title))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no panel is called " + title));
  }

  public List<String> expressions(String title) {
    return expressions(panel(title)).toList();
  }

  List<Place> places() {
    return all().stream().map(RenderedDashboard::place).toList();
  }

  /** What viewers choose, the data sources and addresses apart. */
  List<String> choices() {
    return list(json.at("/templating/list")).stream()
        .filter(variable -> !text(variable, "type").equals("datasource"))
        .map(variable -> text(variable, "name"))
        .filter(name -> !name.equals("observe"))
        .toList();
  }

  /** The metrics that are asked for. */
  public Set<String> metrics() {
    return panels().stream()
        .filter(panel -> panel.at("/datasource/type").asText().equals("prometheus"))
        .flatMap(RenderedDashboard::expressions)
        .flatMap(RenderedDashboard::names)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Every name Prometheus may show of ours and of peers. */
  static Set<String> known() {
    return Stream.of(
            MetricDescriptor.all(),
            Stream.of(ExternalMetric.values()).map(ExternalMetric::descriptor).toList())
        .flatMap(List::stream)
        .flatMap(RenderedDashboard::exposed)
        .collect(Collectors.toSet());
  }

  private static Stream<String> exposed(MetricDescriptor metric) {
    String name = metric.exposedName();
    return metric.type() == Metric.Type.HISTOGRAM
        ? Stream.of(name + "_bucket", name + "_sum", name + "_count")
        : Stream.of(name);
  }

  private static Stream<String> names(String promql) {
    String bare = NO_NAMES.matcher(promql).replaceAll("");
    return NAME.matcher(bare).results().map(r -> r.group()).filter(name -> !WORDS.contains(name));
  }

  public static Stream<String> expressions(JsonNode panel) {
    return list(panel.get("targets")).stream().map(target -> text(target, "expr"));
  }

  /** Where the links of a panel, and those of its values and columns, lead. */
  public static Stream<String> links(JsonNode panel) {
    return panel.findValuesAsText("url").stream();
  }

  static String text(JsonNode node, String field) {
    return node.path(field).asText();
  }

  private static Place place(JsonNode panel) {
    JsonNode grid = panel.get("gridPos");
    return new Place(
        text(panel, "title"),
        grid.get("x").asInt(),
        grid.get("y").asInt(),
        grid.get("w").asInt(),
        grid.get("h").asInt());
  }

  private static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }
}
