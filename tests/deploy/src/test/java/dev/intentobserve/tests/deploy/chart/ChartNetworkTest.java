package dev.intentobserve.tests.deploy.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.intentobserve.tests.deploy.chart.NetworkFlows.Flow;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ChartNetworkTest {
  @ParameterizedTest
  @EnumSource
  void policies_letEveryNeededFlowPass(ChartCase values) {
    NetworkFlows flows = new NetworkFlows(RenderedChart.render(values));
    assertThat(flows.needed()).isNotEmpty().allMatch(flows::allowed);
  }

  @Test
  void neededFlows_areReadFromWhatEverybodyIsTold() {
    assertThat(new NetworkFlows(RenderedChart.render(ChartCase.ONE_NODE)).needed())
        .contains(
            new Flow("app", "otelcol", 4319),
            new Flow("app", "alertmanager", 9093),
            new Flow("otelcol", "app", 9090),
            new Flow("otelcol", "tempo", 4317),
            new Flow("otelcol", "mimir", 8080),
            new Flow("otelcol", "loki", 3100),
            new Flow("tempo", "mimir", 8080),
            new Flow("grafana", "app", 8080),
            new Flow("grafana", "tempo", 3200),
            new Flow("grafana", "alertmanager", 9093),
            new Flow("test", "loki", 3100));
  }

  @ParameterizedTest
  @CsvSource({
    "grafana, postgres, 5432",
    "otelcol, postgres, 5432",
    "test, postgres, 5432",
    "grafana, otelcol, 4318",
    "test, otelcol, 4319",
    "tempo, app, 8080",
    "alertmanager, app, 8080",
    "app, mimir, 8080",
    "app, grafana, 3000",
    "loki, alertmanager, 9093",
  })
  void policies_forbidAllElse(String from, String to, int port) {
    for (ChartCase values :
        List.of(ChartCase.DEFAULTS, ChartCase.ONE_NODE, ChartCase.CLIENTS_AND_SCRAPERS)) {
      assertThat(new NetworkFlows(RenderedChart.render(values)).allowed(new Flow(from, to, port)))
          .isFalse();
    }
  }

  @Test
  void serviceReachesItsDatabase() {
    NetworkFlows flows = new NetworkFlows(RenderedChart.render(ChartCase.DEFAULTS));
    assertThat(flows.allowed(new Flow("app", "postgres", 5432))).isTrue();
  }

  @ParameterizedTest
  @EnumSource
  void everyPod_hasAPolicyForBothDirections(ChartCase values) {
    List<Manifest> manifests = RenderedChart.render(values);
    NetworkFlows flows = new NetworkFlows(manifests);
    for (Manifest workload : manifests) {
      if (workload.runs() && values != ChartCase.NO_POLICIES) {
        assertThat(flows.policies(workload.podLabels()))
            .singleElement()
            .matches(policy -> policy.all("spec.policyTypes[]").count() == 2);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingReachesOutside_butDnsAndWhatIsStated(ChartCase values) {
    List<String> outside = new ArrayList<>();
    for (Manifest policy : RenderedChart.render(values)) {
      if (policy.kind().equals("NetworkPolicy")) {
        assertThat(policy.all("spec.egress[]").filter(ChartNetworkTest::isDns)).hasSize(1);
        policy
            .all("spec.egress[]")
            .filter(rule -> !isDns(rule))
            .filter(rule -> !isInside(rule.getAsJsonObject()))
            .forEach(rule -> outside.add(policy.name() + " " + rule));
      }
    }
    Set<ChartCase> stated = Set.of(ChartCase.EXTERNAL_DATABASE, ChartCase.CLIENTS_AND_SCRAPERS);
    assertThat(outside)
        .hasSize(stated.contains(values) ? 1 : 0)
        .allMatch(rule -> rule.contains("192.0.2."));
  }

  private static boolean isDns(JsonElement rule) {
    List<String> ports =
        Manifest.find(rule, "ports[]")
            .map(JsonElement::getAsJsonObject)
            .map(p -> p.get("protocol").getAsString() + p.get("port").getAsString())
            .toList();
    return ports.equals(List.of("UDP53", "TCP53"));
  }

  /** A rule without peers, or with an address, reaches the world. */
  private static boolean isInside(JsonObject rule) {
    return Manifest.find(rule, "to[]").findAny().isPresent()
        && Manifest.find(rule, "ports[]").findAny().isPresent()
        && Manifest.find(rule, "to[]")
            .map(JsonElement::getAsJsonObject)
            .allMatch(peer -> peer.keySet().equals(Set.of("podSelector")));
  }

  @Test
  void clients_reachTheDoorsAndNothingElse() {
    List<Integer> open = new ArrayList<>();
    for (Manifest policy : RenderedChart.render(ChartCase.CLIENTS_AND_SCRAPERS)) {
      if (policy.kind().equals("NetworkPolicy")) {
        policy
            .all("spec.ingress[]")
            .filter(rule -> rule.toString().contains("\"agents\""))
            .flatMap(rule -> Manifest.find(rule, "ports[].port"))
            .forEach(port -> open.add(port.getAsInt()));
      }
    }
    assertThat(open).containsExactlyInAnyOrder(8080, 4317, 4318);
  }

  @Test
  void onlyCollectorsReachKafka() {
    List<Manifest> manifests = RenderedChart.render(ChartCase.DEFAULTS);
    assertThat(
            manifests.stream()
                .filter(m -> m.kind().equals("NetworkPolicy"))
                .filter(m -> m.json().toString().contains("strimzi.io/cluster"))
                .map(Manifest::name))
        .containsExactlyInAnyOrder("otelcol", "otelcol-backend");
    assertThat(
            RenderedChart.one(manifests, "Kafka", "obs")
                .all("spec.kafka.listeners[].networkPolicyPeers[].podSelector.matchLabels"))
        .extracting(
            labels -> labels.getAsJsonObject().get("app.kubernetes.io/component").getAsString())
        .containsExactly("otelcol", "otelcol-backend");
  }

  @Test
  void aPolicyThatIsMissingARule_isFound() {
    List<Manifest> manifests =
        RenderedChart.render(ChartCase.ONE_NODE).stream()
            .map(
                m -> {
                  Manifest copy = new Manifest(m.json().deepCopy());
                  if (m.kind().equals("NetworkPolicy") && m.name().equals("tempo")) {
                    copy.object("spec").getAsJsonArray("ingress").remove(0);
                  }
                  return copy;
                })
            .toList();
    NetworkFlows flows = new NetworkFlows(manifests);
    assertThat(flows.needed().stream().filter(flow -> !flows.allowed(flow)))
        .containsExactly(new Flow("otelcol", "tempo", 4317));
  }
}
