package dev.intentobserve.dashboards.helm;

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
  void whatIsNamed_isThere(Case values) {
    assertThat(References.complaints(Chart.render(values))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void pods_areHardened(Case values) {
    List<String> complaints = new ArrayList<>();
    Chart.render(values).stream()
        .filter(Manifest::runs)
        .forEach(workload -> complaints.addAll(Hardening.complaints(workload)));
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
    Manifest soft = copy(Chart.one(Chart.render(Case.DEFAULTS), "StatefulSet", "tempo").json());
    JsonObject container = soft.containers().getFirst();
    container.getAsJsonObject("securityContext").remove("readOnlyRootFilesystem");
    container.getAsJsonObject("resources").remove("limits");
    container.add("image", new JsonPrimitive("grafana/tempo:latest"));
    soft.pod().getAsJsonObject("securityContext").add("runAsUser", new JsonPrimitive(0));
    assertThat(Hardening.complaints(soft))
        .containsExactlyInAnyOrder(
            "StatefulSet/tempo may write",
            "StatefulSet/tempo no limit",
            "StatefulSet/tempo runs \"grafana/tempo:latest\"",
            "StatefulSet/tempo has no runAsUser");
  }

  @ParameterizedTest
  @EnumSource
  void serviceIsTold_onlyWhatItKnows(Case values) throws IOException {
    String table = Files.readString(Chart.root().resolve("docs/operations/configuration.md"));
    Manifest app =
        Chart.render(values).stream()
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
    Map<String, Map<String, String>> selectors = selectors(Case.DEFAULTS);
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
    for (Case values : Case.values()) {
      Map<String, Map<String, String>> other = selectors(values);
      other.keySet().retainAll(selectors.keySet());
      assertThat(selectors).containsAllEntriesOf(other);
    }
  }

  private static Map<String, Map<String, String>> selectors(Case values) {
    return Chart.render(values).stream()
        .filter(m -> m.runs() && !m.kind().equals("Pod"))
        .collect(toMap(Manifest::toString, m -> m.texts("spec.selector.matchLabels")));
  }

  @Test
  void budgets_areOnlyForWhatRunsTwice() {
    assertThat(names(Case.DEFAULTS, "PodDisruptionBudget")).isEmpty();
    assertThat(names(Case.MULTI_NODE, "PodDisruptionBudget"))
        .containsExactlyInAnyOrder("intent-observe", "otelcol", "otelcol-backend");
    assertThat(names(Case.AUTOSCALED, "HorizontalPodAutoscaler"))
        .containsExactlyInAnyOrder("intent-observe", "otelcol", "otelcol-backend");
  }

  @Test
  void service_hasTimeToDrain() {
    Manifest app = Chart.one(Chart.render(Case.DEFAULTS), "Deployment", "intent-observe");
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
    String pod = Files.readString(Chart.FOLDER.resolve("templates/tests/test-connection.yaml"));
    assertThat(pod)
        .contains("    helm.sh/hook: test\n")
        .contains("    helm.sh/hook-delete-policy: before-hook-creation,hook-succeeded\n");
    assertThat(names(Case.DEFAULTS, "Pod")).containsExactly("intent-observe-test");
  }

  @Test
  void switchedOff_meansGone() {
    Pattern kafka = Pattern.compile("Kafka.*|.*otelcol-backend");
    assertThat(Chart.render(Case.KAFKA_OFF)).noneMatch(m -> kafka.matcher(m.toString()).matches());
    assertThat(names(Case.NO_BACKENDS, "StatefulSet"))
        .containsExactlyInAnyOrder("otelcol", "postgres");
    assertThat(names(Case.EXTERNAL_DATABASE, "StatefulSet")).doesNotContain("postgres");
    assertThat(names(Case.NO_POLICIES, "NetworkPolicy")).isEmpty();
    assertThat(names(Case.DEFAULTS, "ServiceMonitor")).isEmpty();
    assertThat(names(Case.DEFAULTS, "Ingress")).isEmpty();
  }

  private static List<String> names(Case values, String kind) {
    return Chart.render(values).stream()
        .filter(m -> m.kind().equals(kind))
        .map(Manifest::name)
        .toList();
  }

  private static List<String> without(String kind, String name) {
    return References.complaints(
        Chart.render(Case.DEFAULTS).stream()
            .filter(m -> !(m.kind().equals(kind) && m.name().equals(name)))
            .toList());
  }

  private static List<String> planted(String kind, String name, Consumer<JsonObject> change) {
    return References.complaints(
        Chart.render(Case.DEFAULTS).stream()
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
