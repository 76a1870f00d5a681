package dev.intentobserve.dashboards;

import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names that an expression of PromQL, or an aggregation of LogQL, uses.
 *
 * @param metrics series it selects by name
 * @param labels it selects or groups by
 */
record QueryNames(SortedSet<String> metrics, SortedSet<String> labels) {
  private static final Pattern NOISE =
      Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"|\\[[^\\]]*]|\\$\\{[^}]*}|\\$\\w+");
  private static final Pattern WORD =
      Pattern.compile(
          "(?<number>[0-9][0-9a-zA-Z.]*)|(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)|(?<sign>[(){},]|!=|=~|!~|=)");
  private static final Set<String> GROUPING =
      Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
  private static final Set<String> WORDS =
      Set.of(
          "and",
          "or",
          "unless",
          "bool",
          "offset",
          "sum",
          "min",
          "max",
          "avg",
          "count",
          "topk",
          "bottomk",
          "quantile",
          "group",
          "stddev",
          "stdvar",
          "count_values",
          "inf",
          "nan",
          "Inf",
          "NaN");

  static QueryNames of(String promql) {
    QueryNames names = new QueryNames(new TreeSet<>(), new TreeSet<>());
    // What stands in quotes, ranges and Grafana's variables are no names.
    String text = NOISE.matcher(promql).replaceAll(" ");
    Matcher words = WORD.matcher(text);
    boolean selecting = false;
    boolean grouping = false;
    String last = "";
    while (words.find()) {
      String word = words.group();
      if (words.group("sign") != null) {
        selecting = word.equals("{") || (selecting && !word.equals("}"));
        grouping = word.equals("(") ? GROUPING.contains(last) : grouping && !word.equals(")");
      } else if (words.group("name") != null) {
        boolean call = text.startsWith("(", words.end());
        names.add(word, selecting || grouping, call);
      }
      last = word;
    }
    return names;
  }

  private void add(String word, boolean label, boolean call) {
    if (label) {
      labels.add(word);
    } else if (!call && !WORDS.contains(word) && !GROUPING.contains(word)) {
      metrics.add(word);
    }
  }
}
