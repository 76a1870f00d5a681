package dev.intentobserve.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.slo.BurnRule;
import dev.intentobserve.slo.PromQl;
import dev.intentobserve.slo.RuleThresholds;
import dev.intentobserve.slo.prometheus.PrometheusRules;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A Prometheus that holds a past, and what our generated rules make of it: promtool has this
 * Prometheus evaluate them throughout that past.
 */
final class PrometheusBackfill implements AutoCloseable {
  /** All in one block: a file a day would be read a hundred times. */
  private static final String ONE_BLOCK = "--max-block-duration=1536h";

  private static final String[] FOR_EVER = {"--storage.tsdb.retention.time=100y"};

  /** Rules by what they rest on: each layer needs the recorded series of those before it. */
  private static final List<List<String>> LAYERS =
      List.of(
          List.of("intent_observe:slo_cases:increase"),
          List.of("intent_observe:slo_bad:increase"),
          List.of("intent_observe:slo_error:ratio"),
          List.of("intent_observe:slo_burn:rate", "intent_observe:slo_budget_remaining:ratio"));

  private final Path directory;
  private final Duration step;
  private final Instant from;
  private final Instant to;
  private PeerPrograms.Peer prometheus;

  /** Values by moment; a moment without a sample is not there. */
  record Values(NavigableMap<Instant, Double> at) {}

  private PrometheusBackfill(Path directory, Duration step, Instant from, Instant to) {
    this.directory = directory;
    this.step = step;
    this.from = from;
    this.to = to;
  }

  /**
   * Blocks until all rules are evaluated.
   *
   * @param step between evaluations
   */
  static PrometheusBackfill of(
      Path directory, String openMetrics, List<Objective> objectives, Duration step, Instant[] span)
      throws Exception {
    PrometheusBackfill past = new PrometheusBackfill(directory, step, span[0], span[1]);
    Files.writeString(directory.resolve("past.txt"), openMetrics);
    past.promtool(
        List.of("create-blocks-from", "openmetrics", "-q", ONE_BLOCK, "past.txt", "tsdb"));
    for (List<String> layer : LAYERS) {
      past.evaluate(objectives, layer);
    }
    past.open();
    return past;
  }

  /** A recorded series of one window. */
  Values recorded(String name, Objective objective, Duration window) throws Exception {
    return range(
        "%s{slo=\"%s\",window=\"%s\"}".formatted(name, objective.name(), PromQl.duration(window)),
        moments(objective));
  }

  /** What the expression of an alert gives where it holds. */
  Values range(String expression, List<Instant> moments) throws Exception {
    String path =
        "/api/v1/query_range?query=%s&start=%s&end=%s&step=%d"
            .formatted(
                encoded(expression), moments.getFirst(), moments.getLast(), step.toSeconds());
    JsonArray result = result(path);
    assertThat(result.size()).as(expression).isLessThanOrEqualTo(1);
    return values(result);
  }

  /** When the rules of an objective were evaluated. */
  List<Instant> moments(Objective objective) throws Exception {
    String all =
        "intent_observe:slo_cases:increase{slo=\"%s\",window=\"%s\"}[%dh]"
            .formatted(
                objective.name(),
                PromQl.duration(BurnRule.nominal(objective.window())),
                Duration.between(from, to).toHours() + 1);
    String path = "/api/v1/query?query=%s&time=%s".formatted(encoded(all), to);
    return List.copyOf(values(result(path)).at().keySet());
  }

  /** The alerting rules of an objective, by their {@code window/short_window}. */
  static Map<String, String> alerts(Objective objective) {
    Map<String, String> alerts = new TreeMap<>();
    for (Map<String, Object> rule : rules(file(objective))) {
      if (rule.containsKey("alert")) {
        JsonObject labels = new JsonObject(castMap(rule.get("labels")));
        alerts.put(
            labels.getString("window") + "/" + labels.getString("short_window"),
            rule.get("expr").toString());
      }
    }
    return alerts;
  }

  @Override
  public void close() {
    prometheus.close();
  }

  private void open() throws Exception {
    prometheus = PeerPrograms.prometheus(directory, "global: {}\n", FOR_EVER);
  }

  /** A block is seen by a Prometheus that starts after it was written. */
  private void evaluate(List<Objective> objectives, List<String> layer) throws Exception {
    open();
    try (PeerPrograms.Peer running = prometheus) {
      List<String> command =
          new ArrayList<>(
              List.of(
                  "create-blocks-from",
                  "rules",
                  "-q",
                  ONE_BLOCK,
                  "--url=" + running.uri(""),
                  "--start=" + from,
                  "--end=" + to,
                  "--output-dir=tsdb"));
      for (Objective objective : objectives) {
        String name = objective.name() + ".json";
        Files.writeString(directory.resolve(name), only(layer, file(objective)));
        command.add(name);
      }
      promtool(command);
    }
  }

  /** Under the same name each time: a group's name and file decide when it is evaluated. */
  private String only(List<String> layer, Map<String, Object> file) {
    List<Map<String, Object>> rules =
        rules(file).stream()
            .filter(rule -> layer.contains(rule.getOrDefault("record", "")))
            .toList();
    Map<String, Object> group = new TreeMap<>(group(file));
    group.put("interval", step.toSeconds() + "s");
    group.put("rules", rules);
    return new JsonObject(Map.of("groups", List.of(group))).encode();
  }

  private void promtool(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("promtool", "tsdb"));
    command.addAll(arguments);
    PeerPrograms.ProgramOutput said =
        PeerPrograms.run(directory, "", command.toArray(String[]::new));
    assertThat(said.code()).as(said.text()).isZero();
    assertThat(said.text()).doesNotContain("err=");
  }

  private JsonArray result(String path) throws Exception {
    String body = PeerPrograms.until(prometheus, path, answer -> answer.statusCode() == 200).body();
    return new JsonObject(body).getJsonObject("data").getJsonArray("result");
  }

  private static Values values(JsonArray result) {
    NavigableMap<Instant, Double> values = new TreeMap<>();
    if (!result.isEmpty()) {
      for (Object sample : result.getJsonObject(0).getJsonArray("values")) {
        JsonArray pair = (JsonArray) sample;
        BigDecimal seconds = new BigDecimal(pair.getValue(0).toString());
        values.put(
            Instant.ofEpochMilli(seconds.movePointRight(3).longValueExact()),
            Double.valueOf(pair.getString(1)));
      }
    }
    return new Values(values);
  }

  private static Map<String, Object> file(Objective objective) {
    String yaml =
        PrometheusRules.files(List.of(objective), RuleThresholds.DEFAULT)
            .get("slo-" + objective.name() + PrometheusRules.RULES);
    return castMap(new Load(LoadSettings.builder().build()).loadFromString(yaml));
  }

  private static Map<String, Object> group(Map<String, Object> file) {
    return castMap(((List<?>) file.get("groups")).getFirst());
  }

  private static List<Map<String, Object>> rules(Map<String, Object> file) {
    return ((List<?>) group(file).get("rules")).stream().map(PrometheusBackfill::castMap).toList();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> castMap(Object map) {
    return (Map<String, Object>) map;
  }

  private static String encoded(String query) {
    return URLEncoder.encode(query, StandardCharsets.UTF_8);
  }
}
