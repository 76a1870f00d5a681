package dev.intentobserve.tests.deploy.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ChartSchemaTest {
  @Test
  void chart_passesLintStrictly() {
    assertThat(RenderedChart.lint().isFailed())
        .as(RenderedChart.lint().getMessages().toString())
        .isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void manifests_areWhatKubernetesAndStrimziTake(ChartCase values) {
    List<String> complaints = new ArrayList<>();
    for (Manifest manifest : RenderedChart.render(values)) {
      if (KubernetesSchema.knows(manifest)) {
        complaints.addAll(KubernetesSchema.complaints(manifest));
      } else if (StrimziSchema.knows(manifest)) {
        complaints.addAll(StrimziSchema.complaints(manifest));
      } else if (!manifest.kind().equals("ServiceMonitor")) {
        complaints.add(manifest + ": nobody knows this kind");
      }
    }
    assertThat(complaints).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "apiVersion: apps/v1, kind: Deployment, spec: {replica: 1}|replica",
        "apiVersion: v1, kind: Service, spec: {ports: [{port: http}]}|http",
        "apiVersion: v1, kind: ConfigMap, data: {a: 1}|is no text",
        "apiVersion: v1, kind: Pod, spec: {containers: [{name: a, imag: b}]}|imag",
      })
  void kubernetesSchema_findsWhatIsWrong(String yaml, String complaint) {
    Manifest wrong = new Manifest(StrictYaml.read("{" + yaml + ", metadata: {name: planted}}"));
    assertThat(KubernetesSchema.complaints(wrong)).anyMatch(said -> said.contains(complaint));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kind: Kafka, spec: {kafka: {version: 1, listener: []}}|listener",
        "kind: KafkaTopic, spec: {partition: 3}|partition",
        "kind: KafkaTopic, spec: {partitions: many}|many",
        "kind: KafkaNodePool, spec: {roles: [zookeeper]}|zookeeper",
        "kind: Kafka, spec: {zookeeper: {replicas: 3}}|zookeeper",
      })
  void strimziSchema_findsWhatIsWrong(String yaml, String complaint) {
    Manifest wrong =
        new Manifest(
            StrictYaml.read(
                "{apiVersion: kafka.strimzi.io/v1, metadata: {name: planted}, " + yaml + "}"));
    assertThat(StrimziSchema.knows(wrong)).isTrue();
    assertThat(StrimziSchema.complaints(wrong)).anyMatch(said -> said.contains(complaint));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "apps: {replicas: 2}|apps",
        "app: {replica: 2}|replica",
        "app: {replicas: two}|replicas",
        "app: {replicas: 0}|replicas",
        "app: {image: {tag: latest}}|tag",
        "app: {resources: {limits: null}}|limits",
        "kafka: {persistence: {size: 20}}|size",
        "tenants: []|tenants",
        "tenants: [{name: Team A}]|name",
        "tenants: [{name: a, projekt: b}]|projekt",
        "namePrefix: second|namePrefix",
        "postgres: {enabled: 'yes'}|enabled",
        "app: {terminationGracePeriodSeconds: 10}|terminationGracePeriodSeconds",
      })
  void values_thatAreMistakes_areRefused(String yaml, String named) {
    assertThatThrownBy(() -> RenderedChart.render(List.of(), yaml)).hasMessageContaining(named);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "operatorTenant: nobody|none of the tenants",
        "tenants: [{name: default}, {name: default, project: b}]|share a name",
        "postgres: {enabled: false}|externalDatabase",
        "app: {ingress: {enabled: true}}|app.ingress.host",
        "app: {replicas: 13}|partitions",
        "app: {autoscaling: {enabled: true, minReplicas: 7}}|minReplicas",
        "mimir: {resources: {limits: {memory: 1G}}}|Mi or Gi",
        "kafka: {replicas: 2}|kafka.replicas",
      })
  void values_thatDoNotFitEachOther_areRefused(String yaml, String named) {
    assertThatThrownBy(() -> RenderedChart.render(List.of(), yaml)).hasMessageContaining(named);
  }

  @Test
  void values_takeGlobalOnesOfAChartAround() {
    assertThat(RenderedChart.render(List.of(), "global: {anything: 1}")).isNotEmpty();
  }

  @Test
  void schema_isOfDraft7() throws Exception {
    String schema =
        java.nio.file.Files.readString(RenderedChart.FOLDER.resolve("values.schema.json"));
    assertThat(JsonParser.parseString(schema).getAsJsonObject().get("$schema").getAsString())
        .isEqualTo("http://json-schema.org/draft-07/schema#");
  }
}
