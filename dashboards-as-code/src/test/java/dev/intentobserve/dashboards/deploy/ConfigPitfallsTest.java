package dev.intentobserve.dashboards.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Mistakes that every parser takes and that show only once it runs: backends, Compose, Grafana. */
class ConfigPitfallsTest {
  private static final List<String> FOLDERS =
      List.of(DeploymentFiles.COMPOSE, DeploymentFiles.HELM);

  private static List<ParsedFile> each(String name) {
    return FOLDERS.stream().map(folder -> ParsedFile.yaml(folder + name)).toList();
  }

  private static ParsedFile compose() {
    return ParsedFile.yaml(DeploymentFiles.COMPOSE + "compose.yaml");
  }

  @Test
  void tempo_isConfiguredForItsVersion() {
    assertThat(Images.TEMPO.tag()).startsWith("3.");
    for (ParsedFile tempo : each("tempo.yaml")) {
      assertThat(tempo.has("ingester")).isFalse();
      assertThat(tempo.has("compactor")).isFalse();
      assertThat(tempo.keys("overrides")).containsExactly("defaults");
      assertThat(tempo.texts("overrides", "defaults", "metrics_generator", "processors"))
          .doesNotContain("local-blocks");
    }
  }

  @Test
  void healthChecks_useNoShellWhereThereIsNone() {
    for (String name : List.of("tempo", "loki")) {
      List<String> test = compose().texts("services", name, "healthcheck", "test");
      assertThat(test.get(0)).isEqualTo("CMD");
      assertThat(test.get(1)).isIn("/tempo", "/usr/bin/loki");
    }
    assertThat(compose().under("services", "otelcol").has("healthcheck")).isFalse();
    assertThat(compose().under("services", "mimir").has("healthcheck")).isFalse();
  }

  @Test
  void waitingForHealth_isForThoseWhoTell() {
    for (String service : compose().keys("services")) {
      ParsedFile it = compose().under("services", service);
      if (!it.has("depends_on")) {
        continue;
      }
      for (String other : it.keys("depends_on")) {
        boolean told = compose().under("services", other).has("healthcheck");
        boolean asked = it.at("depends_on", other, "condition").equals("service_healthy");
        assertThat(asked && !told).as(service + " waits for " + other).isFalse();
      }
    }
  }

  @Test
  void foldersOfNoImage_getTheirOwnerFirst() {
    String chown = compose().texts("services", "init-perms", "command").getLast();
    for (String name : List.of("otelcol", "mimir")) {
      ParsedFile it = compose().under("services", name);
      assertThat(it.at("user")).isEqualTo("10001:10001");
      assertThat(it.at("depends_on", "init-perms", "condition"))
          .isEqualTo("service_completed_successfully");
      String volume = it.texts("volumes").getLast().replaceAll(":.*", "");
      assertThat(compose().texts("services", "init-perms", "volumes"))
          .contains(volume + ":/" + volume);
      assertThat(chown).startsWith("chown -R 10001:10001 ").contains("/" + volume);
    }
  }

  @Test
  void mimirsFolders_standBesideEachOther() {
    for (ParsedFile mimir : each("mimir.yaml")) {
      List<Path> folders =
          List.of(
              Path.of(mimir.at("blocks_storage", "filesystem", "dir").toString()),
              Path.of(mimir.at("blocks_storage", "tsdb", "dir").toString()),
              Path.of(mimir.at("blocks_storage", "bucket_store", "sync_dir").toString()),
              Path.of(mimir.at("compactor", "data_dir").toString()),
              Path.of(mimir.at("ruler_storage", "filesystem", "dir").toString()),
              Path.of(mimir.at("ruler", "rule_path").toString()),
              Path.of(mimir.at("alertmanager_storage", "filesystem", "dir").toString()));
      for (Path one : folders) {
        assertThat(folders.stream().filter(other -> other.startsWith(one))).hasSize(1);
      }
      assertThat(mimir.at("ingester", "ring", "replication_factor")).isEqualTo(1);
      assertThat(mimir.at("store_gateway", "sharding_ring", "replication_factor")).isEqualTo(1);
    }
  }

  @Test
  void tenants_areAllOrNobody() {
    List<Object> single = List.of(false, false, false);
    assertThat(tenancy(DeploymentFiles.COMPOSE)).isEqualTo(single);
    assertThat(tenancy(DeploymentFiles.HELM)).isEqualTo(List.of(true, true, true));
    assertThat(ParsedFile.text(DeploymentFiles.COMPOSE + "otelcol.yaml"))
        .doesNotContain("X-Scope-OrgID");
  }

  private static List<Object> tenancy(String folder) {
    return List.of(
        ParsedFile.yaml(folder + "tempo.yaml").at("multitenancy_enabled"),
        ParsedFile.yaml(folder + "mimir.yaml").at("multitenancy_enabled"),
        ParsedFile.yaml(folder + "loki.yaml").at("auth_enabled"));
  }

  @Test
  void dollars_surviveGrafanaAndCompose() {
    String sources =
        ParsedFile.text(DeploymentFiles.PROVISIONING + "datasources/intent-observe.yaml")
            .replaceAll("(?m)^ *#.*$", "");
    assertThat(Pattern.compile("(?<!\\$)\\$(?!\\$|__file\\{)").matcher(sources).find()).isFalse();
    String compose = ParsedFile.text(DeploymentFiles.COMPOSE + "compose.yaml");
    assertThat(Pattern.compile("(?<!\\$)\\$(?!\\$|\\{[A-Z_]+:-)").matcher(compose).find())
        .isFalse();
  }

  @Test
  void metricNames_areTheSameInEveryPhase() {
    for (ParsedFile mimir : each("mimir.yaml")) {
      assertThat(mimir.at("limits", "otel_metric_suffixes_enabled")).isEqualTo(true);
    }
  }

  @Test
  void exemplars_leadToTraces() {
    for (ParsedFile mimir : each("mimir.yaml")) {
      assertThat((Integer) mimir.at("limits", "max_global_exemplars_per_user")).isPositive();
    }
    for (ParsedFile tempo : each("tempo.yaml")) {
      assertThat(tempo.at("overrides", "defaults", "metrics_generator", "trace_id_label_name"))
          .isEqualTo("trace_id");
      assertThat(tempo.at("metrics_generator", "storage", "remote_write", 0, "send_exemplars"))
          .isEqualTo(true);
    }
  }

  @Test
  void loki_takesOldLinesThroughBothGates() {
    for (ParsedFile loki : each("loki.yaml")) {
      ParsedFile limits = loki.under("limits_config");
      assertThat(limits.at("shard_streams", "time_sharding_enabled")).isEqualTo(true);
      assertThat(limits.at("reject_old_samples_max_age")).isEqualTo(limits.at("retention_period"));
      assertThat(loki.at("querier", "query_ingesters_within")).isEqualTo("0s");
      assertThat(loki.at("compactor", "retention_enabled")).isEqualTo(true);
      assertThat(loki.at("compactor", "delete_request_store")).isEqualTo("filesystem");
      assertThat(loki.at("schema_config", "configs", 0, "from").toString()).isLessThan("2024");
    }
  }

  @Test
  void tempo_findsOldSpansAndKeepsLongOnes() {
    for (ParsedFile tempo : each("tempo.yaml")) {
      assertThat(tempo.at("query_frontend", "search", "max_duration")).isEqualTo("0s");
      assertThat(tempo.at("live_store", "wal", "ingestion_time_range_slack")).isEqualTo("744h");
      assertThat(tempo.at("metrics_generator", "metrics_ingestion_time_range_slack"))
          .isEqualTo("30s");
      assertThat((Integer) tempo.at("distributor", "max_attribute_bytes")).isGreaterThan(4096);
    }
    assertThat(BackendLimits.LATE_SPANS).isGreaterThan(BackendLimits.TRACES_KEPT);
  }

  @Test
  void lateSamples_areSeen() {
    for (ParsedFile mimir : each("mimir.yaml")) {
      assertThat(mimir.at("limits", "out_of_order_time_window")).isEqualTo("168h");
      assertThat(mimir.at("limits", "query_ingesters_within")).isEqualTo("0s");
    }
  }

  @Test
  void service_sendsNoFiguresItself() {
    assertThat(compose().at("services", "intent-observe", "environment", "OTEL_METRICS_EXPORTER"))
        .isEqualTo("none");
  }
}
