package dev.intentobserve.dashboards.stack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.dashboards.GeneratedFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Mistakes that every parser takes and that show only once it runs, one test for each. */
class MistakesTest {
  private static final Map<String, Written> COLLECTORS = Written.collectors();
  private static final List<String> FOLDERS = List.of(StackFiles.COMPOSE, StackFiles.HELM);

  private static List<Written> each(String name) {
    return FOLDERS.stream().map(folder -> Written.yaml(folder + name)).toList();
  }

  private static Written compose() {
    return Written.yaml(StackFiles.COMPOSE + "compose.yaml");
  }

  @Test
  void endpointsInContainers_areNotLoopback() {
    COLLECTORS.forEach(
        (name, collector) -> {
          String host = name.equals("cloud") ? "127.0.0.1:" : "0.0.0.0:";
          assertThat(collector.at("extensions", "health_check", "endpoint"))
              .isEqualTo(host + 13133);
          if (!name.equals("backend")) {
            Written otlp = collector.under("receivers", "otlp", "protocols");
            assertThat(otlp.at("grpc", "endpoint")).isEqualTo(host + 4317);
            assertThat(otlp.at("http", "endpoint")).isEqualTo(host + 4318);
          }
        });
    for (Written tempo : each("tempo.yaml")) {
      Written otlp = tempo.under("distributor", "receivers", "otlp", "protocols");
      assertThat(otlp.at("grpc", "endpoint")).isEqualTo("0.0.0.0:4317");
    }
  }

  @Test
  void tempo_isConfiguredForItsVersion() {
    assertThat(Images.TEMPO.tag()).startsWith("3.");
    for (Written tempo : each("tempo.yaml")) {
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
      Written it = compose().under("services", service);
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
      Written it = compose().under("services", name);
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
    for (Written mimir : each("mimir.yaml")) {
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
  void extensions_areUsedAndListed() {
    COLLECTORS.forEach(
        (name, collector) -> {
          List<String> defined = collector.keys("extensions");
          assertThat(collector.texts("service", "extensions")).as(name).isEqualTo(defined);
          for (String id : collector.keys("exporters")) {
            Written exporter = collector.under("exporters", id);
            if (exporter.has("auth")) {
              assertThat(defined).contains(exporter.at("auth", "authenticator").toString());
            }
            if (exporter.has("sending_queue") && exporter.under("sending_queue").has("storage")) {
              assertThat(defined).contains(exporter.at("sending_queue", "storage").toString());
            }
          }
        });
  }

  @Test
  void pipelines_useEverythingAndNothingElse() {
    COLLECTORS.forEach(
        (name, collector) -> {
          for (String kind : List.of("receivers", "processors", "exporters")) {
            List<String> used =
                collector.keys("service", "pipelines").stream()
                    .flatMap(id -> collector.texts("service", "pipelines", id, kind).stream())
                    .distinct()
                    .toList();
            assertThat(used).as(name).containsExactlyInAnyOrderElementsOf(collector.keys(kind));
          }
        });
  }

  @Test
  void memoryLimiter_isFirstEverywhere() {
    COLLECTORS.forEach(
        (name, collector) -> {
          for (String id : collector.keys("service", "pipelines")) {
            assertThat(collector.texts("service", "pipelines", id, "processors").getFirst())
                .as(name + " " + id)
                .isEqualTo("memory_limiter");
          }
          assertThat(collector.at("processors", "memory_limiter", "check_interval"))
              .isEqualTo("1s");
        });
  }

  @Test
  void ownFigures_areReadByReaders() {
    COLLECTORS.forEach(
        (name, collector) -> {
          assertThat(collector.keys("service", "telemetry", "metrics"))
              .containsExactly("level", "readers");
          assertThat(
                  collector.at(
                      "service",
                      "telemetry",
                      "metrics",
                      "readers",
                      0,
                      "pull",
                      "exporter",
                      "prometheus",
                      "port"))
              .isEqualTo(8888);
        });
  }

  @Test
  void otlpOverHttp_namesTheBaseOnly() {
    COLLECTORS.forEach(
        (name, collector) ->
            collector.keys("exporters").stream()
                .filter(id -> id.startsWith("otlp_http/"))
                .map(id -> collector.at("exporters", id, "endpoint").toString())
                .forEach(
                    endpoint ->
                        assertThat(endpoint)
                            .as(name)
                            .matches("\\$\\{env:[A-Z_]+:-https?://[a-z0-9.:-]+/otlp}")));
  }

  @Test
  void grpcWithinTheNetwork_isWithoutTls() {
    for (String name : List.of("compose", "backend", "direct")) {
      Written tempo = COLLECTORS.get(name).under("exporters", "otlp_grpc/tempo");
      assertThat(tempo.at("tls", "insecure")).isEqualTo(true);
      assertThat(tempo.at("endpoint").toString()).doesNotContain("://");
    }
  }

  @Test
  void tenants_areAllOrNobody() {
    List<Object> single = List.of(false, false, false);
    assertThat(tenancy(StackFiles.COMPOSE)).isEqualTo(single);
    assertThat(tenancy(StackFiles.HELM)).isEqualTo(List.of(true, true, true));
    assertThat(Written.text(StackFiles.COMPOSE + "otelcol.yaml")).doesNotContain("X-Scope-OrgID");
  }

  private static List<Object> tenancy(String folder) {
    return List.of(
        Written.yaml(folder + "tempo.yaml").at("multitenancy_enabled"),
        Written.yaml(folder + "mimir.yaml").at("multitenancy_enabled"),
        Written.yaml(folder + "loki.yaml").at("auth_enabled"));
  }

  @Test
  void tenantsHeader_reachesTheBackends() {
    for (String name : List.of("edge", "direct")) {
      Written otlp = COLLECTORS.get(name).under("receivers", "otlp", "protocols");
      assertThat(otlp.at("grpc", "include_metadata")).isEqualTo(true);
      assertThat(otlp.at("http", "include_metadata")).isEqualTo(true);
      for (String id : COLLECTORS.get(name).keys("exporters")) {
        Written exporter = COLLECTORS.get(name).under("exporters", id);
        if (exporter.has("sending_queue")) {
          assertThat(exporter.texts("sending_queue", "batch", "partition", "metadata_keys"))
              .as(name + " " + id)
              .containsExactly("x-scope-orgid");
        }
      }
    }
    Written kafka = COLLECTORS.get("edge").under("exporters", "kafka");
    assertThat(kafka.texts("include_metadata_keys")).containsExactly("x-scope-orgid");
    for (String id : List.of("otlp_grpc/tempo", "otlp_http/loki", "otlp_http/mimir")) {
      for (String name : List.of("backend", "direct")) {
        assertThat(COLLECTORS.get(name).at("exporters", id, "auth", "authenticator"))
            .isEqualTo("headers_setter/tenant");
      }
    }
  }

  @Test
  void scrapedFigures_belongToTheOperator() {
    String operator = "${env:OPERATOR_TENANT:-intent-observe}";
    for (String name : List.of("backend", "direct")) {
      Written own = COLLECTORS.get(name).under("exporters", "otlp_http/mimir-own");
      assertThat(own.at("headers", "X-Scope-OrgID")).isEqualTo(operator);
    }
    Written own = COLLECTORS.get("edge").under("exporters", "kafka/own");
    assertThat(own.at("record_headers", 0, "value")).isEqualTo(operator);
  }

  /** The collector eats a single dollar unless it begins one of its own references. */
  @Test
  void dollars_surviveTheCollector() {
    Pattern single = Pattern.compile("(?<!\\$)(?:\\$\\$)*\\$(?!\\$)(?!\\{env:)");
    for (GeneratedFile file : StackFiles.all()) {
      if (file.path().contains("otelcol")) {
        Matcher found = single.matcher(file.content());
        assertThat(found.find()).as(file.path()).isFalse();
      }
    }
  }

  @Test
  void dollars_surviveGrafanaAndCompose() {
    String sources =
        Written.text(StackFiles.PROVISIONING + "datasources/intent-observe.yaml")
            .replaceAll("(?m)^ *#.*$", "");
    assertThat(Pattern.compile("(?<!\\$)\\$(?!\\$|__file\\{)").matcher(sources).find()).isFalse();
    String compose = Written.text(StackFiles.COMPOSE + "compose.yaml");
    assertThat(Pattern.compile("(?<!\\$)\\$(?!\\$|\\{[A-Z_]+:-)").matcher(compose).find())
        .isFalse();
  }

  @Test
  void metricNames_areTheSameInEveryPhase() {
    for (Written mimir : each("mimir.yaml")) {
      assertThat(mimir.at("limits", "otel_metric_suffixes_enabled")).isEqualTo(true);
    }
    COLLECTORS.forEach(
        (name, collector) ->
            assertThat(
                    collector.at(
                        "service",
                        "telemetry",
                        "metrics",
                        "readers",
                        0,
                        "pull",
                        "exporter",
                        "prometheus",
                        "without_type_suffix"))
                .as(name)
                .isEqualTo(false));
  }

  @Test
  void figuresOfTheService_goOneWay() {
    assertThat(compose().at("services", "intent-observe", "environment", "OTEL_METRICS_EXPORTER"))
        .isEqualTo("none");
    for (String name : List.of("cloud", "compose", "edge", "direct")) {
      Written jobs =
          COLLECTORS.get(name).under("receivers", "prometheus", "config", "scrape_configs");
      assertThat(jobs.at(0, "job_name")).isEqualTo("intent-observe");
      assertThat(jobs.at(1, "job_name")).isEqualTo("otelcol");
    }
    assertThat(
            COLLECTORS
                .get("cloud")
                .texts(
                    "receivers",
                    "prometheus",
                    "config",
                    "scrape_configs",
                    0,
                    "static_configs",
                    0,
                    "targets"))
        .containsExactly("127.0.0.1:9090");
  }

  @Test
  void exemplars_leadToTraces() {
    for (Written mimir : each("mimir.yaml")) {
      assertThat((Integer) mimir.at("limits", "max_global_exemplars_per_user")).isPositive();
    }
    for (Written tempo : each("tempo.yaml")) {
      assertThat(tempo.at("overrides", "defaults", "metrics_generator", "trace_id_label_name"))
          .isEqualTo("trace_id");
      assertThat(tempo.at("metrics_generator", "storage", "remote_write", 0, "send_exemplars"))
          .isEqualTo(true);
    }
  }

  @Test
  void loki_takesOldLinesThroughBothGates() {
    for (Written loki : each("loki.yaml")) {
      Written limits = loki.under("limits_config");
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
    for (Written tempo : each("tempo.yaml")) {
      assertThat(tempo.at("query_frontend", "search", "max_duration")).isEqualTo("0s");
      assertThat(tempo.at("live_store", "wal", "ingestion_time_range_slack")).isEqualTo("744h");
      assertThat(tempo.at("metrics_generator", "metrics_ingestion_time_range_slack"))
          .isEqualTo("30s");
      assertThat((Integer) tempo.at("distributor", "max_attribute_bytes")).isGreaterThan(4096);
    }
    assertThat(Limits.LATE_SPANS).isGreaterThan(Limits.TRACES_KEPT);
  }

  @Test
  void lateSamples_areSeen() {
    for (Written mimir : each("mimir.yaml")) {
      assertThat(mimir.at("limits", "out_of_order_time_window")).isEqualTo("168h");
      assertThat(mimir.at("limits", "query_ingesters_within")).isEqualTo("0s");
    }
  }

  @Test
  void traces_stayTogether() {
    assertThat(COLLECTORS.get("edge").at("exporters", "kafka", "partition_traces_by_id"))
        .isEqualTo(true);
    for (GeneratedFile file : StackFiles.all()) {
      assertThat(file.content()).as(file.path()).doesNotContain("tail_sampling", "service_graph:");
    }
  }

  @Test
  void kafka_losesNothing() {
    Written edge = COLLECTORS.get("edge").under("exporters", "kafka");
    assertThat(edge.at("producer", "required_acks")).isEqualTo(-1);
    assertThat((Integer) edge.at("sending_queue", "batch", "max_size"))
        .isLessThan((Integer) edge.at("producer", "max_message_bytes"));
    Written backend = COLLECTORS.get("backend").under("receivers");
    Map<String, String> groups = new TreeMap<>();
    for (String signal : List.of("traces", "metrics", "logs")) {
      Written kafka = backend.under("kafka/" + signal);
      groups.put(kafka.at("group_id").toString(), signal);
      assertThat(kafka.at("initial_offset")).isEqualTo("earliest");
      assertThat(kafka.at("message_marking", "after")).isEqualTo(true);
      assertThat(kafka.texts(signal, "topics"))
          .containsExactly(edge.at(signal, "topic").toString());
      assertThat((Integer) kafka.at("max_partition_fetch_size"))
          .isGreaterThanOrEqualTo((Integer) edge.at("producer", "max_message_bytes"));
    }
    assertThat(groups).as("a group of its own for each backend").hasSize(3);
  }

  @Test
  void whatWaits_waitsOnDiskForEver() {
    COLLECTORS.forEach(
        (name, collector) -> {
          for (String id : collector.keys("exporters")) {
            Written exporter = collector.under("exporters", id);
            if (id.equals("otlp_http/mimir-own")) {
              continue;
            }
            assertThat(exporter.at("retry_on_failure", "max_elapsed_time")).isEqualTo("0s");
            boolean kafkaKeepsIt = name.equals("backend");
            assertThat(exporter.under("sending_queue").has("storage")).isEqualTo(!kafkaKeepsIt);
          }
        });
  }

  @Test
  void collectors_areBuiltAlike() {
    List<String> processors = COLLECTORS.get("cloud").keys("processors");
    for (String name : List.of("compose", "edge", "direct")) {
      assertThat(COLLECTORS.get(name).keys("processors")).isEqualTo(processors);
      for (String processor : processors.subList(1, processors.size())) {
        assertThat(COLLECTORS.get(name).at("processors", processor))
            .isEqualTo(COLLECTORS.get("cloud").at("processors", processor));
      }
    }
  }
}
