package dev.intentobserve.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.intentobserve.dashboards.output.DocumentTree;
import dev.intentobserve.dashboards.vocabulary.Dashboard;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A question to the metrics backend, with what Grafana fills in filled in.
 *
 * @param uid of the dashboard
 * @param panel its title
 */
record ResolvedQuery(String uid, String panel, String promql) {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  String where() {
    return uid + " / " + panel;
  }

  /** All such questions of some dashboards. */
  static List<ResolvedQuery> of(List<Dashboard> boards) throws IOException {
    List<ResolvedQuery> all = new ArrayList<>();
    for (Dashboard board : boards) {
      JsonNode json = MAPPER.readTree(board.json().json());
      Map<String, String> variables = variables(json);
      for (JsonNode panel : json.path("panels")) {
        for (JsonNode target : panel.path("targets")) {
          if (target.at("/datasource/type").asText().equals("prometheus")) {
            String expr = filled(target.path("expr").asText(), variables);
            all.add(new ResolvedQuery(board.uid(), panel.path("title").asText(), expr));
          }
        }
      }
    }
    return all;
  }

  /** Every panel of some dashboards, whomever it asks. */
  static Set<String> panels(List<Dashboard> boards) throws IOException {
    Set<String> names = new TreeSet<>();
    for (Dashboard board : boards) {
      MAPPER
          .readTree(board.json().json())
          .path("panels")
          .forEach(panel -> names.add(board.uid() + " / " + panel.path("title").asText()));
    }
    return names;
  }

  /** What every viewer sees at first: all of what can be chosen, and the range of the dashboard. */
  private static Map<String, String> variables(JsonNode board) {
    String from = board.at("/time/from").asText();
    assertThat(from).matches("now-[0-9]+[smhdwMy]");
    Map<String, String> values = new TreeMap<>((a, b) -> b.compareTo(a));
    values.put("__range", from.substring("now-".length()));
    // Wide enough to hold the demo whole, on a slow machine too.
    values.put("__rate_interval", "5m");
    values.put("__interval", "15s");
    for (JsonNode variable : board.at("/templating/list")) {
      values.put(variable.path("name").asText(), filteredBy(variable));
    }
    return values;
  }

  /** Of a choice of one, which Grafana makes when it knows the values, any will do. */
  private static String filteredBy(JsonNode variable) {
    if (variable.path("multi").asBoolean()) {
      return variable.path("allValue").asText();
    }
    return variable.has("current") ? variable.at("/current/value").asText() : ".*";
  }

  private static String filled(String expr, Map<String, String> variables) {
    String filled = expr;
    // Longer names first: $sourced is not $source with a d behind it.
    for (var variable : variables.entrySet()) {
      filled =
          filled
              .replaceAll("\\$\\{" + variable.getKey() + "(:[a-z]+)?}", variable.getValue())
              .replace("$" + variable.getKey(), variable.getValue());
    }
    assertThat(filled).as("nobody fills in a variable").doesNotContain("$");
    return filled;
  }

  @Override
  public String toString() {
    return where() + ": " + promql;
  }

  /** As rules for promtool, each named by its place in the list. */
  static String asRules(List<ResolvedQuery> all) {
    List<DocumentTree> rules = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      rules.add(DocumentTree.tree("record", "asked:" + i).with("expr", all.get(i).promql()));
    }
    return DocumentTree.tree(
            "groups", List.of(DocumentTree.tree("name", "asked").with("rules", rules)))
        .yaml("");
  }

  /** What promtool says, with the panels it speaks of. */
  static String said(String text, List<ResolvedQuery> all) {
    return text.lines()
        .map(
            line -> {
              java.util.regex.Matcher of =
                  java.util.regex.Pattern.compile("asked:([0-9]+)").matcher(line);
              return of.find() ? all.get(Integer.parseInt(of.group(1))) + ": " + line : line;
            })
        .collect(Collectors.joining("\n"));
  }
}
