package dev.intentobserve.tests.deploy.chart;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChartReferencesTest {
  @ParameterizedTest
  @EnumSource
  void whatIsNamed_isThere(ChartCase values) {
    assertThat(ManifestReferences.complaints(RenderedChart.render(values))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void pods_areHardened(ChartCase values) {
    List<String> complaints = new ArrayList<>();
    RenderedChart.render(values).stream()
        .filter(Manifest::runs)
        .forEach(workload -> complaints.addAll(HardeningRules.complaints(workload)));
    assertThat(complaints).isEmpty();
  }

  @Test
  void missingThings_areFound() {
    assertThat(
            planted(
                "Service",
                "tempo",
                json -> json.getAsJsonObject("spec").add("selector", new JsonObject())))
        .anyMatch(said -> said.contains("Service/tempo selects"));
    assertThat(without("ConfigMap", "otelcol"))
        .anyMatch(said -> said.contains("ConfigMap/otelcol, which is not there"));
    assertThat(without("Secret", "intent-observe-keys"))
        .anyMatch(said -> said.contains("Secret/intent-observe-keys, which is not there"));
    assertThat(
            planted(
                "Secret",
                "intent-observe-keys",
                json -> json.getAsJsonObject("data").remove("admin")))
        .anyMatch(said -> said.contains("has no file /var/run/secrets/intent-observe/keys/admin"));
    assertThat(without("ServiceAccount", "intent-observe"))
        .anyMatch(said -> said.contains("ServiceAccount/intent-observe"));
  }

  @Test
  void softPods_areFound() {
    Manifest soft =
        copy(
            RenderedChart.one(RenderedChart.render(ChartCase.DEFAULTS), "StatefulSet", "tempo")
                .json());
    JsonObject container = soft.containers().getFirst();
    container.getAsJsonObject("securityContext").remove("readOnlyRootFilesystem");
    container.getAsJsonObject("resources").remove("limits");
    container.add("image", new JsonPrimitive("grafana/tempo:latest"));
    soft.pod().getAsJsonObject("securityContext").add("runAsUser", new JsonPrimitive(0));
    assertThat(HardeningRules.complaints(soft))
        .containsExactlyInAnyOrder(
            "StatefulSet/tempo may write",
            "StatefulSet/tempo no limit",
            "StatefulSet/tempo runs \"grafana/tempo:latest\"",
            "StatefulSet/tempo has no runAsUser");
  }

  @ParameterizedTest
  @EnumSource
  void serviceIsTold_onlyWhatItKnows(ChartCase values) throws IOException {
    String table =
        Files.readString(RenderedChart.root().resolve("docs/operations/configuration.md"));
    Manifest app =
        RenderedChart.render(values).stream()
            .filter(m -> m.runs() && "app".equals(m.component()))
            .findFirst()
            .orElseThrow();
    List<String> unknown =
        Manifest.find(app.containers().getFirst(), "env[].name")
            .map(name -> name.getAsString())
            .filter(name -> name.startsWith("INTENT_OBSERVE_"))
            .map(name -> name.replaceFirst("_[0-9]+_", "_0_"))
            .filter(name -> !table.contains("`" + name + "`"))
            .toList();
    assertThat(unknown).isEmpty();
  }

  @Test
  void selectors_neverChange() {
    Map<String, Map<String, String>> selectors = selectors(ChartCase.DEFAULTS);
    assertThat(selectors).isNotEmpty();
    selectors
        .values()
        .forEach(
            selector ->
                assertThat(selector.keySet())
                    .containsExactly(
                        "app.kubernetes.io/component",
                        "app.kubernetes.io/instance",
                        "app.kubernetes.io/name"));
    for (ChartCase values : ChartCase.values()) {
      Map<String, Map<String, String>> other = selectors(values);
      other.keySet().retainAll(selectors.keySet());
      assertThat(selectors).containsAllEntriesOf(other);
    }
  }

  private static Map<String, Map<String, String>> selectors(ChartCase values) {
    return RenderedChart.render(values).stream()
        .filter(m -> m.runs() && !m.kind().equals("Pod"))
        .collect(toMap(Manifest::toString, m -> m.texts("spec.selector.matchLabels")));
  }

  @Test
  void budgets_areOnlyForWhatRunsTwice() {
    assertThat(names(ChartCase.DEFAULTS, "PodDisruptionBudget")).isEmpty();
    assertThat(names(ChartCase.MULTI_NODE, "PodDisruptionBudget"))
        .containsExactlyInAnyOrder("intent-observe", "otelcol", "otelcol-backend");
    assertThat(names(ChartCase.AUTOSCALED, "HorizontalPodAutoscaler"))
        .containsExactlyInAnyOrder("intent-observe", "otelcol", "otelcol-backend");
  }

  @Test
  void service_hasTimeToDrain() {
    Manifest app =
        RenderedChart.one(RenderedChart.render(ChartCase.DEFAULTS), "Deployment", "intent-observe");
    int grace = app.pod().get("terminationGracePeriodSeconds").getAsInt();
    int sleep =
        Manifest.find(app.containers().getFirst(), "lifecycle.preStop.sleep.seconds")
            .findFirst()
            .orElseThrow()
            .getAsInt();
    int drain = 10;
    assertThat(grace).isGreaterThan(sleep + drain);
  }

  @Test
  void testPod_isAHookThatHelmRunsOnlyWhenAsked() throws IOException {
    String pod =
        Files.readString(RenderedChart.FOLDER.resolve("templates/tests/test-connection.yaml"));
    assertThat(pod)
        .contains("    helm.sh/hook: test\n")
        .contains("    helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded\n");
    assertThat(names(ChartCase.DEFAULTS, "Pod")).containsExactly("intent-observe-test");
  }

  @Test
  void switchedOff_meansGone() {
    Pattern kafka = Pattern.compile("Kafka.*|.*otelcol-backend");
    assertThat(RenderedChart.render(ChartCase.KAFKA_OFF))
        .noneMatch(m -> kafka.matcher(m.toString()).matches());
    assertThat(names(ChartCase.NO_BACKENDS, "StatefulSet"))
        .containsExactlyInAnyOrder("otelcol", "postgres");
    assertThat(names(ChartCase.EXTERNAL_DATABASE, "StatefulSet")).doesNotContain("postgres");
    assertThat(names(ChartCase.NO_POLICIES, "NetworkPolicy")).isEmpty();
    assertThat(names(ChartCase.DEFAULTS, "ServiceMonitor")).isEmpty();
    assertThat(names(ChartCase.DEFAULTS, "Ingress")).isEmpty();
  }

  private static List<String> names(ChartCase values, String kind) {
    return RenderedChart.render(values).stream()
        .filter(m -> m.kind().equals(kind))
        .map(Manifest::name)
        .toList();
  }

  private static List<String> without(String kind, String name) {
    return ManifestReferences.complaints(
        RenderedChart.render(ChartCase.DEFAULTS).stream()
            .filter(m -> !(m.kind().equals(kind) && m.name().equals(name)))
            .toList());
  }

  private static List<String> planted(String kind, String name, Consumer<JsonObject> change) {
    return ManifestReferences.complaints(
        RenderedChart.render(ChartCase.DEFAULTS).stream()
            .map(
                m -> {
                  if (!m.kind().equals(kind) || !m.name().equals(name)) {
                    return m;
                  }
                  Manifest copy = copy(m.json());
                  change.accept(copy.json());
                  return copy;
                })
            .toList());
  }

  private static Manifest copy(JsonObject json) {
    return new Manifest(json.deepCopy());
  }
}
