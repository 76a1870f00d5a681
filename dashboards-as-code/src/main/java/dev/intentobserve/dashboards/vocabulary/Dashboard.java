package dev.intentobserve.dashboards.vocabulary;

import dev.intentobserve.dashboards.output.DocumentTree;
import dev.intentobserve.dashboards.output.GeneratedFile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A dashboard: rows of panels, from top to bottom, and what a viewer may choose. */
public final class Dashboard {
  /** Every dashboard of ours carries it, so that they find each other. */
  static final String TAG = "intent-observe";

  /** What Grafana 13 writes; it migrates older numbers and guesses at newer ones. */
  private static final int SCHEMA = 42;

  private static final int WIDTH = 24;

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
   * @param uid stays for ever: it is the dashboard's address and the name of its file
   */
  public static Dashboard dashboard(String uid, String title) {
    if (!uid.matches("[a-z0-9-]{1,40}")) {
      throw new IllegalArgumentException(uid + " is no uid: lower-case letters, digits, hyphens");
    }
    return new Dashboard(uid, title);
  }

  public Dashboard says(String description) {
    this.description = description;
    return this;
  }

  public Dashboard tagged(String... tags) {
    this.tags.addAll(List.of(tags));
    return this;
  }

  /**
   * What is shown at first.
   *
   * @param from how far it looks back at first, such as {@code now-24h}
   * @param refresh how often it asks again, such as {@code 30s}
   */
  public Dashboard shows(String from, String refresh) {
    this.from = from;
    this.refresh = refresh;
    return this;
  }

  /** What a viewer may choose, besides the data sources. */
  public Dashboard choose(DashboardVariable... variables) {
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

  /** Every panel, from top to bottom. */
  Stream<Panel> panels() {
    return rows.stream().flatMap(row -> row.panels().stream());
  }

  /** As a file in {@code folder}. */
  public GeneratedFile file(String folder) {
    return new GeneratedFile(folder + "/" + uid + ".json", json().json());
  }

  /** As Grafana's classic schema has it. */
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
    Set<String> asked = new HashSet<>();
    panels().flatMap(panel -> panel.queries.stream()).forEach(q -> asked.add(q.source().name()));
    asked.add(DashboardDatasources.METRICS.name());
    return Stream.of(
            DashboardDatasources.ALL.stream().filter(source -> asked.contains(source.name())),
            variables.stream(),
            Stream.of(DashboardDatasources.OBSERVE))
        .flatMap(some -> some)
        .map(DashboardVariable::json)
        .toList();
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

  /** Rows below each other; in a row panels flow from left to right and wrap. */
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
    return DocumentTree.tree("id", PanelJson.id("row " + title))
        .with("type", "row")
        .with("title", title)
        .with("collapsed", false)
        .with("gridPos", DocumentTree.tree("h", 1).with("w", WIDTH).with("x", 0).with("y", y))
        .with("panels", List.of());
  }

  private void check() {
    List<String> problems = new ArrayList<>();
    if (description.isEmpty()) {
      problems.add("the dashboard says nothing of itself: says(…)");
    }
    panels()
        .forEach(panel -> panel.missing().forEach(m -> problems.add(panel.title + " lacks " + m)));
    Set<Integer> ids = new HashSet<>();
    panels()
        .map(panel -> panel.title)
        .filter(t -> !ids.add(PanelJson.id(t)))
        .forEach(again -> problems.add("two panels are called " + again));
    variables.stream()
        .filter(variable -> !isAsked(variable))
        .forEach(variable -> problems.add("nothing is filtered by " + variable.name()));
    if (!problems.isEmpty()) {
      throw new IllegalStateException(uid + ": " + String.join("; ", problems));
    }
  }

  /** Whether some panel's query asks for what a variable holds. */
  private boolean isAsked(DashboardVariable variable) {
    String reference = variable.reference();
    return panels()
        .flatMap(panel -> panel.queries.stream())
        .anyMatch(query -> query.json("A", PanelQuery.Shape.NOW).toString().contains(reference));
  }
}
