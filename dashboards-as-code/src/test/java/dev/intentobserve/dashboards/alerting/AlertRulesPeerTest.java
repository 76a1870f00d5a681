package dev.intentobserve.dashboards.alerting;

import static dev.intentobserve.dashboards.alerting.RuleScenario.scenario;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.dashboards.InstalledPrograms;
import dev.intentobserve.dashboards.output.DocumentTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prometheus reads every rule's expression, and over series made up for it each rule fires at its
 * minute and not before. Grafana asks the same expression of the same kind of source; only that a
 * rule is written in another shape there cannot be tried here.
 */
@Tag("peer")
final class AlertRulesPeerTest {
  private static final String SCRAPED = "up{job=\"intent-observe\",instance=\"a\"}";
  private static final String COMPLETE = "intent_observe_metrics_complete{instance=\"a\"}";

  @TempDir Path dir;

  /** The service runs and says so, in what is not about that. */
  private static RuleScenario healthy(String name) {
    return scenario(name).given(SCRAPED, "1+0x120").given(COMPLETE, "1+0x120");
  }

  private static List<RuleScenario> scenarios() {
    List<RuleScenario> all = new ArrayList<>();
    own(all);
    readers(all);
    collector(all);
    agents(all);
    bridge(all);
    return all;
  }

  private static void own(List<RuleScenario> all) {
    all.add(healthy("no traffic at all, and nothing fires"));
    all.add(scenario("never scraped").fires("io-not-scraped", 5));
    all.add(
        scenario("scrapes fail from the tenth minute on")
            .given(SCRAPED, "1+0x9 0+0x110")
            .given(COMPLETE, "1+0x9 stale")
            .fires("io-not-scraped", 15));
    all.add(
        scenario("nobody scrapes any more")
            .given(SCRAPED, "1+0x9 stale")
            .given(COMPLETE, "1+0x9 stale")
            .fires("io-not-scraped", 15));
    all.add(
        healthy("one of two replicas is down")
            .given("up{job=\"intent-observe\",instance=\"b\"}", "1+0x9 0+0x110"));
    all.add(
        scenario("the record does not answer")
            .given(SCRAPED, "1+0x120")
            .given(COMPLETE, "1+0x4 0+0x115")
            .fires("io-metrics-incomplete", 15));
    all.add(
        healthy("a receiver is down")
            .given("intent_observe_export_up{destination=\"export.traces\"}", "1+0x4 0+0x115")
            .given("intent_observe_export_up{destination=\"export.logs\"}", "1+0x120")
            .fires("io-export-down", 20, "destination", "export.traces"));
    all.add(
        healthy("a receiver is down for ten minutes only")
            .given("intent_observe_export_up{destination=\"export.logs\"}", "1+0x4 0+0x9 1+0x105"));
    all.add(
        healthy("one of ten records is refused")
            .given("intent_observe_events_received_total{receiver=\"http\"}", "0+10x120")
            .given(
                "intent_observe_events_outcome_total{receiver=\"http\",outcome=\"refused\"}",
                "0+1x120")
            .fires("io-refusals", 8, "receiver", "http"));
    all.add(
        healthy("half is refused, of next to nothing")
            .given("intent_observe_events_received_total{receiver=\"http\"}", "0+1x120")
            .given(
                "intent_observe_events_outcome_total{receiver=\"http\",outcome=\"refused\"}",
                "0+0.5x120"));
    all.add(
        healthy("one of a hundred is refused")
            .given("intent_observe_events_received_total{receiver=\"http\"}", "0+100x120")
            .given(
                "intent_observe_events_outcome_total{receiver=\"http\",outcome=\"refused\"}",
                "0+1x120"));
    all.add(
        healthy("senders are sent away")
            .given("intent_observe_ingest_busy_total{receiver=\"http\",reason=\"full\"}", "0+1x120")
            .fires("io-busy", 16, "receiver", "http"));
    all.add(
        healthy("senders are sent away once")
            .given(
                "intent_observe_ingest_busy_total{receiver=\"http\",reason=\"full\"}",
                "0+0x9 5+0x110"));
    all.add(
        healthy("appends are slow")
            .given("intent_observe_append_seconds_bucket{le=\"0.5\"}", "0+90x120")
            .given("intent_observe_append_seconds_bucket{le=\"1.0\"}", "0+100x120")
            .given("intent_observe_append_seconds_bucket{le=\"+Inf\"}", "0+100x120")
            .fires("io-append-slow", 11));
    all.add(
        healthy("appends are quick")
            .given("intent_observe_append_seconds_bucket{le=\"0.5\"}", "0+100x120")
            .given("intent_observe_append_seconds_bucket{le=\"1.0\"}", "0+100x120")
            .given("intent_observe_append_seconds_bucket{le=\"+Inf\"}", "0+100x120"));
    all.add(
        healthy("a metric is beyond its budget")
            .given(
                "intent_observe_series_overflow{metric=\"intent_events_total\",label=\"source\"}",
                "0+0x4 12+0x115")
            .fires("io-series-overflow", 20, "metric", "intent_events_total", "label", "source"));
    all.add(
        healthy("it starts every twenty minutes")
            .given(
                "process_cpu_seconds_total{job=\"intent-observe\"}",
                "0+1x19 0+1x19 0+1x19 0+1x19 0+1x39")
            .fires("io-restarts", 60));
    all.add(
        healthy("it was started anew once")
            .given("process_cpu_seconds_total{job=\"intent-observe\"}", "0+1x29 0+1x90"));
  }

  private static void readers(List<RuleScenario> all) {
    all.add(
        healthy("more is stored than shipped")
            .given("intent_observe_record_head", "0+200x120")
            .given("intent_observe_cursor_position{cursor=\"export.logs\"}", "0+100x120")
            .fires("io-export-lag", 45, "cursor", "export.logs"));
    all.add(
        healthy("behind, and catching up")
            .given("intent_observe_record_head", "90000+100x120")
            .given("intent_observe_cursor_position{cursor=\"export.logs\"}", "0+300x120"));
    all.add(
        healthy("the receiver is down: the reader for it is not stuck")
            .given("intent_observe_record_head", "100+1x120")
            .given("intent_observe_cursor_position{cursor=\"export.traces\"}", "100+0x120"));
    all.add(
        healthy("a reader stops in the tenth minute")
            .given("intent_observe_record_head", "100+1x120")
            .given("intent_observe_cursor_position{cursor=\"trace\"}", "100+1x10 110+0x109")
            .given("intent_observe_cursor_position{cursor=\"metrics\"}", "100+1x120")
            .fires("io-cursor-stuck", 30, "cursor", "trace"));
    all.add(
        healthy("nothing is stored, and all readers are done")
            .given("intent_observe_record_head", "100+0x120")
            .given("intent_observe_cursor_position{cursor=\"trace\"}", "100+0x120"));
    all.add(
        healthy("more events than changes of states, and the reader of states is done")
            .given("intent_observe_record_head", "100+1x120")
            .given("intent_observe_cursor_position{cursor=\"trace\"}", "100+1x120")
            .given("intent_observe_cursor_position{cursor=\"metrics.entity-states\"}", "40+0x120"));
    all.add(
        healthy("another process has not stored anything since its start")
            .given("intent_observe_cursor_position{cursor=\"trace\"}", "100+0x120"));
  }

  private static void collector(List<RuleScenario> all) {
    all.add(
        healthy("a queue fills up")
            .given(
                "otelcol_exporter_queue_size{exporter=\"otlp\",instance=\"c\"}", "0+10x90 900+0x29")
            .given(
                "otelcol_exporter_queue_capacity{exporter=\"otlp\",instance=\"c\"}", "1000+0x120")
            .fires("col-queue-full", 91, "exporter", "otlp", "instance", "c"));
    failing(all, "col-send-failed-traces", "exporter", "otelcol_exporter_send_failed_spans_total");
    failing(
        all, "col-send-failed-logs", "exporter", "otelcol_exporter_send_failed_log_records_total");
    failing(
        all,
        "col-send-failed-metrics",
        "exporter",
        "otelcol_exporter_send_failed_metric_points_total");
    failing(all, "col-refused-traces", "receiver", "otelcol_receiver_refused_spans_total");
    failing(all, "col-refused-logs", "receiver", "otelcol_receiver_refused_log_records_total");
  }

  private static void failing(List<RuleScenario> all, String uid, String label, String metric) {
    all.add(
        healthy(uid)
            .given(metric + "{" + label + "=\"x\"}", "0+0x9 5+5x110")
            .fires(uid, 15, label, "x"));
    all.add(
        healthy(uid + ", but nothing fails").given(metric + "{" + label + "=\"x\"}", "7+0x120"));
  }

  private static void agents(List<RuleScenario> all) {
    String workflows = "ael_workflow_executions_total{workflow=\"w\",status=";
    all.add(
        healthy("one of five workflows times out")
            .given(workflows + "\"success\"}", "0+4x120")
            .given(workflows + "\"timeout\"}", "0+1x120")
            .fires("ael-failures", 11));
    all.add(
        healthy("one of twenty workflows fails")
            .given(workflows + "\"success\"}", "0+19x120")
            .given(workflows + "\"error\"}", "0+1x120"));
    all.add(
        healthy("nothing has run for long, and once it failed")
            .given(workflows + "\"error\"}", "3+0x120"));
    all.add(
        healthy("a tool is slow, another is not")
            .given("ael_tool_duration_seconds_bucket{tool=\"a\",le=\"5\"}", "0+8x120")
            .given("ael_tool_duration_seconds_bucket{tool=\"a\",le=\"10\"}", "0+10x120")
            .given("ael_tool_duration_seconds_bucket{tool=\"a\",le=\"+Inf\"}", "0+10x120")
            .given("ael_tool_duration_seconds_bucket{tool=\"b\",le=\"5\"}", "0+10x120")
            .given("ael_tool_duration_seconds_bucket{tool=\"b\",le=\"10\"}", "0+10x120")
            .given("ael_tool_duration_seconds_bucket{tool=\"b\",le=\"+Inf\"}", "0+10x120")
            .fires("ael-tools-slow", 11, "tool", "a"));
    all.add(
        healthy("three workflows hang")
            .given("ael_active_workflows", "0+0x9 3+0x110")
            .fires("ael-workflows-stuck", 25));
    all.add(
        healthy("workflows come and go")
            .given(
                "ael_active_workflows", "1 2 1 2 1 2 1 2 1 2 1 2 1 2 1 2 1 2 1 2 1 2 1 2 1 2 1 2"));
    all.add(
        healthy("always as many, because one follows the other")
            .given("ael_active_workflows", "3+0x120")
            .given(workflows + "\"success\"}", "0+1x120"));
    all.add(
        healthy("one of ten requests is an error")
            .given("intentus_request_total{status=\"success\"}", "0+9x120")
            .given("intentus_request_total{status=\"error\"}", "0+1x120")
            .fires("intentus-errors", 6));
    all.add(
        healthy("one of fifty requests is an error")
            .given("intentus_request_total{status=\"success\"}", "0+49x120")
            .given("intentus_request_total{status=\"error\"}", "0+1x120"));
    all.add(
        healthy("agents are slow")
            .given("intentus_request_latency_ms_bucket{le=\"5000\"}", "0+90x120")
            .given("intentus_request_latency_ms_bucket{le=\"10000\"}", "0+100x120")
            .given("intentus_request_latency_ms_bucket{le=\"+Inf\"}", "0+100x120")
            .fires("intentus-slow", 6));
  }

  private static void bridge(List<RuleScenario> all) {
    for (AlertRule rule : AlertBridgeRules.group().rules()) {
      all.add(
          healthy(rule.title())
              .given(
                  "intent_observe_alerts_firing{rule=\"%s\",severity=\"%s\"}"
                      .formatted(rule.labels.get("rule"), rule.severity.code()),
                  "0+0x6 2+0x113")
              .fires(rule.uid(), 7));
    }
  }

  @Test
  void everyRule_firesAtItsMinuteAndNotBefore() throws Exception {
    List<RuleGroup> groups = AlertingFiles.groups();
    write(
        "grafana.rules.yaml",
        DocumentTree.tree("groups", groups.stream().map(this::group).toList()));
    write(
        "grafana_test.yaml",
        DocumentTree.tree("rule_files", List.of("grafana.rules.yaml"))
            .with("evaluation_interval", "1m")
            .with("tests", scenarios().stream().map(one -> one.yaml(groups)).toList()));
    run("promtool", "check", "rules", "grafana.rules.yaml");
    run("promtool", "test", "rules", "grafana_test.yaml");
  }

  @Test
  void noRule_isWithoutAScenarioInWhichItFires() {
    assertThat(scenarios().stream().flatMap(one -> one.firing().stream()).distinct())
        .containsExactlyInAnyOrderElementsOf(
            new TreeSet<>(
                AlertingFiles.groups().stream()
                    .flatMap(group -> group.rules().stream())
                    .map(AlertRule::uid)
                    .toList()));
  }

  private DocumentTree group(RuleGroup group) {
    return DocumentTree.tree("name", group.name())
        .with("rules", group.rules().stream().map(rule -> rule(group, rule)).toList());
  }

  private static DocumentTree rule(RuleGroup group, AlertRule rule) {
    String condition = (rule.below ? " < " : " > ") + rule.threshold;
    return DocumentTree.tree("alert", rule.title())
        .with("expr", "(" + rule.expression.text() + ")" + condition)
        .with("for", rule.lasting)
        .with("labels", rule.labels(group.name()))
        .with(
            "annotations",
            DocumentTree.tree("summary", rule.summary).with("runbook_url", rule.runbook()));
  }

  private void write(String file, DocumentTree content) throws Exception {
    Files.writeString(dir.resolve(file), content.yaml(""));
  }

  private void run(String... command) throws Exception {
    InstalledPrograms.Said said = InstalledPrograms.run(dir, List.of(command));
    assertThat(said.code()).as(said.text()).isZero();
  }
}
