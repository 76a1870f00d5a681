package dev.intentobserve.dashboards.vocabulary;

import dev.intentobserve.dashboards.output.DocumentTree;
import dev.intentobserve.dashboards.output.GeneratedFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A dashboard: rows of panels from top to bottom, and the variables a viewer can set. */
public final class Dashboard {
  /** The tag of all our dashboards; the menu of a dashboard links to all others that have it. */
  static final String TAG = "intent-observe";

  /** The version that Grafana 13 writes; it migrates dashboards of older versions. */
  private static final int SCHEMA = 42;

  private static final int WIDTH = 24;

  /** Links start with it; a viewer sets it where the service has another address. */
  private static final DashboardVariable OBSERVE =
      DashboardVariable.text("observe", "Intent Observe at", "http://127.0.0.1:8080");

  private final String uid;
  private final String title;
  private final List<Row> rows = new ArrayList<>();
  private final List<DashboardVariable> variables = new ArrayList<>();
  private final List<String> tags = new ArrayList<>(List.of(TAG));
  private String description = "";
  private String from = "now-7d";
  private String refresh = "30s";

  private record Row(String title, List<Panel> panels) {}

  private Dashboard(String uid, String title) {
    this.uid = uid;
    this.title = title;
  }

  /**
   * Starts a dashboard.
   *
   * @param uid the dashboard's address and the name of its file; must never change
   */
  public static Dashboard dashboard(String uid, String title) {
    if (!uid.matches("[a-z0-9-]{1,40}")) {
      throw new IllegalArgumentException(
          uid + " is no uid: use 1 to 40 lower-case letters, digits and hyphens");
    }
    return new Dashboard(uid, title);
  }

  public Dashboard description(String text) {
    description = text;
    return this;
  }

  public Dashboard tags(String... tags) {
    this.tags.addAll(List.of(tags));
    return this;
  }

  /**
   * Sets the time range and the refresh interval that a viewer starts with.
   *
   * @param from such as {@code now-24h}
   * @param refresh such as {@code 30s}
   */
  public Dashboard timeRange(String from, String refresh) {
    this.from = from;
    this.refresh = refresh;
    return this;
  }

  /** Adds variables; those for the data sources are there without being named. */
  public Dashboard variables(DashboardVariable... variables) {
    this.variables.addAll(Arrays.asList(variables));
    return this;
  }

  public Dashboard row(String title, Panel... panels) {
    rows.add(new Row(title, List.of(panels)));
    return this;
  }

  public String uid() {
    return uid;
  }

  public String title() {
    return title;
  }

  Stream<Panel> panels() {
    return rows.stream().flatMap(row -> row.panels().stream());
  }

  public GeneratedFile file(String folder) {
    return new GeneratedFile(folder + "/" + uid + ".json", json().json());
  }

  /** The dashboard in Grafana's classic schema. */
  public DocumentTree json() {
    check();
    return DocumentTree.tree()
        .withNull("id")
        .with("uid", uid)
        .with("title", title)
        .with("description", description)
        .with("tags", tags)
        .with("schemaVersion", SCHEMA)
        .with("editable", true)
        .with("graphTooltip", 1)
        .with("timezone", "browser")
        .with("refresh", refresh)
        .with("time", DocumentTree.tree("from", from).with("to", "now"))
        .with("templating", DocumentTree.tree("list", templating()))
        .with("annotations", DocumentTree.tree("list", List.of()))
        .with("links", List.of(siblings()))
        .with("panels", layout());
  }

  private List<DocumentTree> templating() {
    Set<Datasource> queried = EnumSet.of(Datasource.METRICS);
    queries().forEach(query -> queried.add(query.source()));
    return Stream.of(
            queried.stream().map(Datasource::variable), variables.stream(), Stream.of(OBSERVE))
        .flatMap(some -> some)
        .map(DashboardVariable::json)
        .toList();
  }

  private Stream<PanelQuery> queries() {
    return panels().flatMap(panel -> panel.queries.stream());
  }

  private static DocumentTree siblings() {
    return DocumentTree.tree("title", "Intent Observe")
        .with("type", "dashboards")
        .with("icon", "external link")
        .with("tooltip", "The other dashboards")
        .with("url", "")
        .with("tags", List.of(TAG))
        .with("asDropdown", true)
        .with("targetBlank", false)
        .with("includeVars", false)
        .with("keepTime", true);
  }

  /** Rows stand below each other; the panels of a row flow from left to right and wrap. */
  private List<DocumentTree> layout() {
    List<DocumentTree> placed = new ArrayList<>();
    int y = 0;
    for (Row row : rows) {
      placed.add(heading(row.title(), y));
      y = flow(row.panels(), y + 1, placed);
    }
    return placed;
  }

  private static int flow(List<Panel> panels, int top, List<DocumentTree> placed) {
    int x = 0;
    int y = top;
    int height = 0;
    for (Panel panel : panels) {
      if (x + panel.width > WIDTH) {
        x = 0;
        y += height;
        height = 0;
      }
      placed.add(new PanelJson(panel).json(x, y));
      x += panel.width;
      height = Math.max(height, panel.height);
    }
    return y + height;
  }

  private DocumentTree heading(String title, int y) {
    return DocumentTree.tree("id", Panel.id("row " + title))
        .with("type", "row")
        .with("title", title)
        .with("collapsed", false)
        .with("gridPos", DocumentTree.tree("h", 1).with("w", WIDTH).with("x", 0).with("y", y))
        .with("panels", List.of());
  }

  private void check() {
    List<String> problems = new ArrayList<>();
    if (description.isEmpty()) {
      problems.add("the dashboard has no description");
    }
    panels()
        .forEach(panel -> panel.missing().forEach(m -> problems.add(panel.title + " lacks " + m)));
    Set<Integer> ids = new HashSet<>();
    panels()
        .map(panel -> panel.title)
        .filter(t -> !ids.add(Panel.id(t)))
        .forEach(again -> problems.add("two panels have the title " + again));
    variables.stream()
        .filter(variable -> queries().noneMatch(q -> q.text().contains(variable.reference())))
        .forEach(variable -> problems.add("no query uses the variable " + variable.name()));
    if (!problems.isEmpty()) {
      throw new IllegalStateException(uid + ": " + String.join("; ", problems));
    }
  }
}
