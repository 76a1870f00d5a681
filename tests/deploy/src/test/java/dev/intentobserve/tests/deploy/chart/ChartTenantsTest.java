package dev.intentobserve.tests.deploy.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ChartTenantsTest {
  private static final Pattern DOLLAR = Pattern.compile("\\$(\\$|[A-Z_0-9]+)?");

  @Test
  void service_hasAKeyToSendAndAKeyToLookForEachTenant() {
    Map<String, String> env = env(ChartCase.TWO_TENANTS, "Deployment", "intent-observe");
    assertThat(key(env, 0)).isEqualTo("admin admin operators null");
    assertThat(key(env, 1)).isEqualTo("ingest-team-a ingest team-a web");
    assertThat(key(env, 2)).isEqualTo("read-team-a read team-a web");
    assertThat(key(env, 3)).isEqualTo("ingest-default ingest default default");
    assertThat(key(env, 6)).isEqualTo("read-operators read operators default");
    assertThat(key(env, 7)).isEqualTo("metrics metrics null null");
    assertThat(env).doesNotContainKey("INTENT_OBSERVE_AUTH_KEYS_8_NAME");
  }

  @ParameterizedTest
  @EnumSource
  void collectorThatScrapes_holdsTheKeyWithTheRoleMetrics_andNoOther(ChartCase values) {
    Manifest collector =
        RenderedChart.render(values).stream()
            .filter(m -> m.kind().equals("StatefulSet") && m.name().endsWith("otelcol"))
            .findFirst()
            .orElseThrow();
    assertThat(
            Manifest.find(collector.pod(), "volumes[].secret.items[].key")
                .map(JsonElement::getAsString))
        .containsExactly("metrics");
    assertThat(
            Manifest.find(collector.containers().getFirst(), "volumeMounts[].mountPath")
                .map(JsonElement::getAsString))
        .contains("/var/run/secrets/intent-observe/scrape");
  }

  private static String key(Map<String, String> env, int number) {
    String prefix = "INTENT_OBSERVE_AUTH_KEYS_" + number + "_";
    return env.get(prefix + "NAME")
        + " "
        + env.get(prefix + "ROLE")
        + " "
        + env.get(prefix + "TENANT")
        + " "
        + env.get(prefix + "PROJECT");
  }

  @Test
  void dataSources_areASetForEachTenant_theOperatorsWithThePlainNames() {
    Map<String, JsonObject> sources = dataSources(ChartCase.TWO_TENANTS);
    assertThat(sources.keySet())
        .containsExactly(
            "alertmanager",
            "loki",
            "loki-default",
            "loki-team-a",
            "mimir",
            "mimir-default",
            "mimir-team-a",
            "tempo",
            "tempo-default",
            "tempo-team-a",
            "zipkin",
            "zipkin-default",
            "zipkin-team-a");
    for (String kind : List.of("loki", "mimir", "tempo")) {
      assertThat(tenantOf(sources.get(kind))).isEqualTo("operators");
      assertThat(tenantOf(sources.get(kind + "-team-a"))).isEqualTo("team-a");
      assertThat(tenantOf(sources.get(kind + "-default"))).isEqualTo("default");
    }
    assertThat(Manifest.find(sources.get("zipkin-team-a"), "secureJsonData.httpHeaderValue1"))
        .first()
        .hasToString("\"Bearer $READ_KEY_0\"");
  }

  private static String tenantOf(JsonObject source) {
    assertThat(Manifest.find(source, "jsonData.httpHeaderName1"))
        .first()
        .hasToString("\"X-Scope-OrgID\"");
    return Manifest.find(source, "secureJsonData.httpHeaderValue1")
        .findFirst()
        .orElseThrow()
        .getAsString();
  }

  @ParameterizedTest
  @EnumSource(
      names = {"NO_GRAFANA", "NO_BACKENDS"},
      mode = EnumSource.Mode.EXCLUDE)
  void dataSources_leadOnlyToOthersOfTheSameTenant(ChartCase values) {
    Map<String, JsonObject> sources = dataSources(values);
    sources.forEach(
        (uid, source) ->
            Manifest.walk(
                uid,
                source,
                (path, value) -> {
                  if (path.endsWith("datasourceUid")) {
                    assertThat(sources).containsKey(value.getAsString());
                    // Figures of the service are sums over all tenants; only the operator has them.
                    boolean anybodys =
                        uid.equals("mimir") && value.getAsString().startsWith("zipkin-");
                    assertThat(anybodys || tail(value.getAsString()).equals(tail(uid))).isTrue();
                  }
                }));
    assertThat(sources.keySet()).allMatch(uid -> uid.length() <= 40);
    assertThat(sources.values().stream().map(s -> s.get("name").getAsString()))
        .doesNotHaveDuplicates();
    assertThat(
            sources.values().stream()
                .filter(s -> s.has("isDefault") && s.get("isDefault").getAsBoolean()))
        .hasSizeLessThan(2);
  }

  @Test
  void dataSources_ofTheOperator_areThoseOfPhase2WithATenant() throws java.io.IOException {
    Map<String, JsonObject> ours = dataSources(ChartCase.DEFAULTS);
    JsonObject compose =
        StrictYaml.read(
            java.nio.file.Files.readString(
                RenderedChart.root()
                    .resolve(
                        "infra/compose/grafana/provisioning/datasources/intent-observe.yaml")));
    Manifest.find(compose, "datasources[]")
        .map(JsonElement::getAsJsonObject)
        .forEach(
            theirs -> {
              JsonObject own = ours.get(theirs.get("uid").getAsString());
              own.remove("secureJsonData");
              theirs.remove("secureJsonData");
              own.getAsJsonObject("jsonData").remove("httpHeaderName1");
              theirs.getAsJsonObject("jsonData").remove("httpHeaderName1");
              assertThat(own).isEqualTo(theirs);
            });
  }

  private static String tail(String uid) {
    return uid.contains("-") ? uid.substring(uid.indexOf('-')) : "";
  }

  @ParameterizedTest
  @EnumSource(
      names = {"NO_GRAFANA", "NO_BACKENDS"},
      mode = EnumSource.Mode.EXCLUDE)
  void dollarsInProvisionedFiles_areDoubledOrVariablesThatGrafanaHas(ChartCase values) {
    List<Manifest> manifests = RenderedChart.render(values);
    Manifest files = grafanaFiles(manifests);
    Set<String> known = new HashSet<>();
    manifests.stream()
        .filter(m -> m.runs() && "grafana".equals(m.component()))
        .flatMap(m -> m.containers().stream())
        .flatMap(c -> Manifest.find(c, "env[].name"))
        .forEach(name -> known.add(name.getAsString()));
    Matcher dollar = DOLLAR.matcher(String.join("\n", files.texts("data").values()));
    while (dollar.find()) {
      assertThat(dollar.group(1)).isNotNull();
      assertThat(dollar.group(1).equals("$") || known.contains(dollar.group(1)))
          .as(dollar.group())
          .isTrue();
    }
  }

  @Test
  void workOfTheService_goesToItsTenant_andWhatNobodyKnowsToTheOperator() {
    JsonObject edge = CollectorConfigs.edge(RenderedChart.render(ChartCase.TWO_TENANTS));
    for (String signal : List.of("traces", "logs")) {
      JsonObject routing = edge.getAsJsonObject("connectors").getAsJsonObject("routing/" + signal);
      assertThat(routing.get("default_pipelines")).hasToString("[\"" + signal + "/as-operators\"]");
      assertThat(
              routing.getAsJsonArray("table").asList().stream()
                  .map(JsonElement::getAsJsonObject)
                  .map(row -> row.get("condition").getAsString() + " " + row.get("pipelines")))
          .containsExactly(
              "attributes[\"service.name\"] == \"intent-observe\" [\""
                  + signal
                  + "/as-operators\"]",
              "attributes[\"intent.tenant\"] == \"team-a\" [\"" + signal + "/as-team-a\"]",
              "attributes[\"intent.tenant\"] == nil [\"" + signal + "/as-default\"]",
              "attributes[\"intent.tenant\"] == \"operators\" [\"" + signal + "/as-operators\"]");
    }
    assertThat(Manifest.find(edge, "exporters.otlp_http/as-team-a.headers.X-Scope-OrgID"))
        .first()
        .hasToString("\"team-a\"");
  }

  @Test
  void secrets_areMadeOnce_andKept() {
    String admin = base64("the admin's");
    FakeCluster.has(
        "kept", "intent-observe-keys", Map.of("admin", admin, "ingest-default", base64("old")));
    FakeCluster.has("kept", "postgres", Map.of("password", base64("of the volume")));
    List<Manifest> upgraded =
        RenderedChart.render(
            RenderedChart.FOLDER, "kept", List.of(), "tenants: [{name: default}, {name: team-b}]");
    Map<String, String> keys =
        RenderedChart.one(upgraded, "Secret", "intent-observe-keys").texts("data");
    assertThat(keys).containsEntry("admin", admin).containsEntry("ingest-default", base64("old"));
    assertThat(keys.keySet())
        .containsExactly(
            "admin", "ingest-default", "ingest-team-b", "metrics", "read-default", "read-team-b");
    assertThat(RenderedChart.one(upgraded, "Secret", "postgres").texts("data"))
        .containsExactly(Map.entry("password", base64("of the volume")));
    assertThat(new HashSet<>(keys.values())).hasSize(6);
    assertThat(Base64.getDecoder().decode(keys.get("ingest-team-b"))).hasSize(40);
  }

  @Test
  void secrets_outliveTheRelease() {
    assertThat(
            RenderedChart.render(ChartCase.DEFAULTS).stream()
                .filter(m -> m.kind().equals("Secret") && !m.name().equals("alertmanager")))
        .hasSize(4)
        .allMatch(
            m -> m.texts("metadata.annotations").get("helm.sh/resource-policy").equals("keep"));
  }

  private static String base64(String text) {
    return Base64.getEncoder()
        .encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static Map<String, String> env(ChartCase values, String kind, String name) {
    Map<String, String> env = new TreeMap<>();
    Stream<JsonElement> variables =
        Manifest.find(
            RenderedChart.one(RenderedChart.render(values), kind, name).containers().getFirst(),
            "env[]");
    variables
        .map(JsonElement::getAsJsonObject)
        .filter(variable -> variable.has("value"))
        .forEach(v -> env.put(v.get("name").getAsString(), v.get("value").getAsString()));
    return env;
  }

  private static Manifest grafanaFiles(List<Manifest> manifests) {
    return manifests.stream()
        .filter(m -> m.kind().equals("ConfigMap") && m.name().endsWith("grafana-datasources"))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, JsonObject> dataSources(ChartCase values) {
    Map<String, JsonObject> sources = new TreeMap<>();
    JsonObject file =
        StrictYaml.read(
            grafanaFiles(RenderedChart.render(values)).texts("data").get("datasources.yaml"));
    Manifest.find(file, "datasources[]")
        .map(JsonElement::getAsJsonObject)
        .forEach(
            source -> assertThat(sources.put(source.get("uid").getAsString(), source)).isNull());
    return sources;
  }
}
