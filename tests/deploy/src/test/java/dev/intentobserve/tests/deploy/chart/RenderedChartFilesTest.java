package dev.intentobserve.tests.deploy.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.intentobserve.dashboards.deploy.Images;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RenderedChartFilesTest {
  @ParameterizedTest
  @EnumSource
  void collectors_nameOnlyWhatTheyDefine(ChartCase values) {
    List<Manifest> manifests = RenderedChart.render(values);
    assertThat(CollectorConfigs.complaints(CollectorConfigs.edge(manifests))).isEmpty();
    if (manifests.stream().anyMatch(m -> m.kind().equals("Kafka"))) {
      assertThat(CollectorConfigs.complaints(CollectorConfigs.of(manifests, "otelcol-backend")))
          .isEmpty();
    }
  }

  @Test
  void collectorMistakes_areFound() {
    JsonObject config = CollectorConfigs.edge(RenderedChart.render(ChartCase.DEFAULTS));
    config.getAsJsonObject("exporters").remove("otlp_http/as-default");
    config.getAsJsonObject("service").getAsJsonObject("pipelines").remove("logs/service");
    assertThat(CollectorConfigs.complaints(config))
        .anyMatch(said -> said.equals("exporters has no otlp_http/as-default"))
        .anyMatch(said -> said.contains("filled by [routing/traces]"));
  }

  @Test
  void signalsThatNobodyTakes_areThrownAway_byWhoeverDelivers() {
    assertThat(
            exporters(
                CollectorConfigs.of(RenderedChart.render(ChartCase.NO_TEMPO), "otelcol-backend"),
                "traces"))
        .isEqualTo("[\"nop\"]");
    assertThat(exporters(CollectorConfigs.edge(RenderedChart.render(ChartCase.NO_TEMPO)), "traces"))
        .contains("kafka");
    JsonObject direct = CollectorConfigs.edge(RenderedChart.render(ChartCase.NO_BACKENDS));
    for (String pipeline : List.of("traces", "metrics", "metrics/own", "logs")) {
      assertThat(exporters(direct, pipeline)).isEqualTo("[\"nop\"]");
    }
    assertThat(
            exporters(
                CollectorConfigs.edge(RenderedChart.render(ChartCase.EXTERNAL_BACKENDS)), "traces"))
        .contains("tempo");
  }

  private static String exporters(JsonObject config, String pipeline) {
    return config
        .getAsJsonObject("service")
        .getAsJsonObject("pipelines")
        .getAsJsonObject(pipeline)
        .get("exporters")
        .toString();
  }

  @ParameterizedTest
  @EnumSource(names = {"DEFAULTS", "MULTI_NODE", "KAFKA_ON_ONE_NODE", "PREFIXED"})
  void kafka_isWhatTheCollectorsExpect(ChartCase values) {
    List<Manifest> manifests = RenderedChart.render(values);
    JsonObject edge = CollectorConfigs.edge(manifests);
    Manifest kafka =
        manifests.stream().filter(m -> m.kind().equals("Kafka")).findFirst().orElseThrow();
    for (String signal : List.of("traces", "metrics", "logs")) {
      String topic =
          Manifest.find(edge, "exporters.kafka." + signal + ".topic")
              .findFirst()
              .orElseThrow()
              .getAsString();
      Manifest made = topic(manifests, topic);
      assertThat(made.text("spec.topicName")).isEqualTo(topic);
      int sent =
          Manifest.find(edge, "exporters.kafka.producer.max_message_bytes")
              .findFirst()
              .orElseThrow()
              .getAsInt();
      assertThat(sent)
          .isLessThanOrEqualTo(made.object("spec.config").get("max.message.bytes").getAsInt());
      assertThat(sent)
          .isLessThanOrEqualTo(
              kafka.object("spec.kafka.config").get("message.max.bytes").getAsInt());
      JsonObject backend = CollectorConfigs.of(manifests, "otelcol-backend");
      assertThat(Manifest.find(backend, "receivers.kafka/" + signal + "." + signal + ".topics[]"))
          .first()
          .hasToString("\"" + topic + "\"");
    }
    int nodes =
        RenderedChart.render(values).stream()
            .filter(m -> m.kind().equals("KafkaNodePool"))
            .findFirst()
            .orElseThrow()
            .object("spec")
            .get("replicas")
            .getAsInt();
    int copies = kafka.object("spec.kafka.config").get("default.replication.factor").getAsInt();
    int inSync = kafka.object("spec.kafka.config").get("min.insync.replicas").getAsInt();
    assertThat(copies).isEqualTo(Math.min(nodes, 3));
    assertThat(inSync).isEqualTo(Math.max(1, copies - 1));
  }

  private static Manifest topic(List<Manifest> manifests, String name) {
    return manifests.stream()
        .filter(m -> m.kind().equals("KafkaTopic") && m.text("spec.topicName").equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void dashboardsAndRules_areTakenAsTheyAre() throws IOException {
    String dashboard =
        "{\"uid\": \"x\", \"title\": \"{{le}} $__range ${metrics} {{ .Values.a }}\"}\n";
    String rules = "apiVersion: 1\n# {{ $$labels.slo }}\ngroups: []\n";
    Path chart =
        RenderedChart.copy(
            "chart-with-dashboards",
            Map.of(
                "files/dashboards/Planted_One.json", dashboard,
                "files/dashboards/planted-two.json", dashboard,
                "files/alerting/rules.yaml", rules));
    List<Manifest> manifests = RenderedChart.render(chart, RenderedChart.NAMESPACE, List.of(), "");
    assertThat(ManifestReferences.complaints(manifests)).isEmpty();
    assertThat(
            RenderedChart.one(manifests, "ConfigMap", "grafana-dashboard-planted-one")
                .texts("data"))
        .containsExactly(Map.entry("Planted_One.json", dashboard));
    assertThat(RenderedChart.one(manifests, "ConfigMap", "grafana-alerting").texts("data"))
        .containsEntry("rules.yaml", rules);
    assertThat(
            Manifest.find(
                RenderedChart.one(manifests, "StatefulSet", "grafana").pod(),
                "volumes[].projected.sources[].configMap.name"))
        .extracting(JsonElement::getAsString)
        .contains("grafana-dashboard-planted-one", "grafana-dashboard-planted-two");
  }

  @ParameterizedTest
  @EnumSource
  void configMaps_fitIntoTheClustersStore(ChartCase values) {
    assertThat(RenderedChart.render(values))
        .filteredOn(m -> m.kind().equals("ConfigMap"))
        .allMatch(m -> m.json().toString().getBytes(StandardCharsets.UTF_8).length < 1_000_000);
  }

  @ParameterizedTest
  @EnumSource
  void nothingOfATemplate_isLeftOver(ChartCase values) {
    for (Manifest manifest : RenderedChart.render(values)) {
      boolean foreign =
          manifest.name().contains("grafana-dashboard-")
              || manifest.name().endsWith("grafana-alerting");
      if (!foreign) {
        assertThat(manifest.json().toString())
            .doesNotContain("{{")
            .doesNotContain("<no value>")
            .doesNotContain("<nil>");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tempo", "mimir", "loki"})
  void backends_writeOnlyWhereTheirVolumeIs(String name) {
    List<Manifest> manifests = RenderedChart.render(ChartCase.DEFAULTS);
    JsonObject container =
        RenderedChart.one(manifests, "StatefulSet", name).containers().getFirst();
    List<String> mounts =
        Manifest.find(container, "volumeMounts[].mountPath").map(JsonElement::getAsString).toList();
    JsonObject config =
        StrictYaml.read(
            RenderedChart.one(manifests, "ConfigMap", name).texts("data").get(name + ".yaml"));
    Manifest.walk(
        name,
        config,
        (path, value) -> {
          String text = value.isJsonPrimitive() ? value.getAsString() : "";
          if (text.startsWith("/")) {
            assertThat(mounts)
                .as(path)
                .anyMatch(mount -> text.startsWith(mount + "/") || text.equals(mount));
          }
        });
  }

  @Test
  void newConfiguration_meansNewPods() {
    assertThat(checksum(ChartCase.DEFAULTS, "otelcol"))
        .isNotEqualTo(checksum(ChartCase.TWO_TENANTS, "otelcol"));
    assertThat(checksum(ChartCase.DEFAULTS, "grafana"))
        .isNotEqualTo(checksum(ChartCase.TWO_TENANTS, "grafana"));
    assertThat(checksum(ChartCase.DEFAULTS, "tempo"))
        .isEqualTo(checksum(ChartCase.TWO_TENANTS, "tempo"));
  }

  @Test
  void notes_tellWhatComesNext() {
    assertThat(RenderedChart.notes(ChartCase.DEFAULTS))
        .contains("kubectl -n observe port-forward svc/grafana 3000")
        .contains("get secret intent-observe-keys -o jsonpath='{.data.ingest-default}'")
        .contains("list the namespaces of your agents in networkPolicy.clients")
        .contains("Kafka " + Images.KAFKA + " is run by Strimzi " + Images.STRIMZI_OPERATOR)
        .contains("Nothing reads the plan yet")
        .contains("no notification is sent");
    assertThat(RenderedChart.notes(ChartCase.ONE_NODE)).doesNotContain("Strimzi");
    assertThat(RenderedChart.notes(ChartCase.INGRESS))
        .contains("https://observe.example")
        .doesNotContain("WARNING");
    assertThat(RenderedChart.notes(ChartCase.TWO_TENANTS)).contains("ingest-team-a");
  }

  private static String checksum(ChartCase values, String name) {
    return RenderedChart.one(RenderedChart.render(values), "StatefulSet", name)
        .texts("spec.template.metadata.annotations")
        .get("checksum/config");
  }

  @ParameterizedTest
  @ValueSource(strings = {"values-one-node.yaml", "values-multi-node.yaml"})
  void valuesFilesWrittenByHand_holdNoVersion(String file) throws IOException {
    assertThat(Files.readString(RenderedChart.FOLDER.resolve(file)))
        .doesNotContainPattern("[0-9]+[.][0-9]+|tag:|version:|image:");
  }
}
