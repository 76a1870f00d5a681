package dev.intentobserve.dashboards.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.dashboards.output.GeneratedFile;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Mistakes that every parser takes and that show only once it runs: the collectors. */
class CollectorPitfallsTest {
  private static final Map<String, ParsedFile> COLLECTORS = ParsedFile.collectors();

  @Test
  void endpointsInContainers_areNotLoopback() {
    COLLECTORS.forEach(
        (name, collector) -> {
          String host = name.equals("cloud") ? "127.0.0.1:" : "0.0.0.0:";
          assertThat(collector.at("extensions", "health_check", "endpoint"))
              .isEqualTo(host + 13133);
          if (!name.equals("backend")) {
            ParsedFile otlp = collector.under("receivers", "otlp", "protocols");
            assertThat(otlp.at("grpc", "endpoint")).isEqualTo(host + 4317);
            assertThat(otlp.at("http", "endpoint")).isEqualTo(host + 4318);
          }
        });
    for (String folder : List.of(DeploymentFiles.COMPOSE, DeploymentFiles.HELM)) {
      ParsedFile tempo = ParsedFile.yaml(folder + "tempo.yaml");
      ParsedFile otlp = tempo.under("distributor", "receivers", "otlp", "protocols");
      assertThat(otlp.at("grpc", "endpoint")).isEqualTo("0.0.0.0:4317");
    }
  }

  @Test
  void extensions_areUsedAndListed() {
    COLLECTORS.forEach(
        (name, collector) -> {
          List<String> defined = collector.keys("extensions");
          assertThat(collector.texts("service", "extensions")).as(name).isEqualTo(defined);
          for (String id : collector.keys("exporters")) {
            ParsedFile exporter = collector.under("exporters", id);
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
          assertThat(exposed(collector).at("without_type_suffix"))
              .as("counters end in _total")
              .isEqualTo(false);
        });
  }

  private static ParsedFile exposed(ParsedFile collector) {
    return collector
        .under("service", "telemetry", "metrics", "readers", 0)
        .under("pull", "exporter", "prometheus");
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
      ParsedFile tempo = COLLECTORS.get(name).under("exporters", "otlp_grpc/tempo");
      assertThat(tempo.at("tls", "insecure")).isEqualTo(true);
      assertThat(tempo.at("endpoint").toString()).doesNotContain("://");
    }
  }

  @Test
  void tenantsHeader_reachesTheBackends() {
    for (String name : List.of("edge", "direct")) {
      ParsedFile otlp = COLLECTORS.get(name).under("receivers", "otlp", "protocols");
      assertThat(otlp.at("grpc", "include_metadata")).isEqualTo(true);
      assertThat(otlp.at("http", "include_metadata")).isEqualTo(true);
      for (String id : COLLECTORS.get(name).keys("exporters")) {
        ParsedFile exporter = COLLECTORS.get(name).under("exporters", id);
        if (exporter.has("sending_queue")) {
          assertThat(exporter.texts("sending_queue", "batch", "partition", "metadata_keys"))
              .as(name + " " + id)
              .containsExactly("x-scope-orgid");
        }
      }
    }
  }

  @Test
  void tenantsHeader_isSetWhereItIsNeeded() {
    ParsedFile kafka = COLLECTORS.get("edge").under("exporters", "kafka");
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
      ParsedFile own = COLLECTORS.get(name).under("exporters", "otlp_http/mimir-own");
      assertThat(own.at("headers", "X-Scope-OrgID")).isEqualTo(operator);
    }
    ParsedFile own = COLLECTORS.get("edge").under("exporters", "kafka/own");
    assertThat(own.at("record_headers", 0, "value")).isEqualTo(operator);
  }

  /** The collector eats a single dollar unless it begins one of its own references. */
  @Test
  void dollars_surviveTheCollector() {
    Pattern single = Pattern.compile("(?<!\\$)(?:\\$\\$)*\\$(?!\\$)(?!\\{env:)");
    for (GeneratedFile file : DeploymentFiles.all()) {
      if (file.path().contains("otelcol")) {
        Matcher found = single.matcher(file.content());
        assertThat(found.find()).as(file.path()).isFalse();
      }
    }
  }

  @Test
  void figuresOfTheService_goOneWay() {
    for (String name : List.of("cloud", "compose", "edge", "direct")) {
      ParsedFile jobs =
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

  /** The service binds beyond loopback there, and tells its figures to nobody without a key. */
  @Test
  void figuresOfTheService_areAskedForWithAKey_whereItHasKeys() {
    for (String name : List.of("compose", "edge", "direct")) {
      assertThat(scraped(name, 0).at("authorization", "type")).isEqualTo("Bearer");
      assertThat(scraped(name, 1).has("authorization")).isFalse();
    }
    assertThat(scraped("cloud", 0).has("authorization")).isFalse();
    assertThat(scraped("compose", 0).at("authorization", "credentials_file"))
        .isEqualTo("/run/secrets/key_metrics");
    assertThat(
            ParsedFile.yaml(DeploymentFiles.COMPOSE + "compose.yaml")
                .texts("services", "otelcol", "secrets"))
        .containsExactly("key_metrics");
  }

  private static ParsedFile scraped(String collector, int job) {
    return COLLECTORS
        .get(collector)
        .under("receivers", "prometheus", "config", "scrape_configs", job);
  }

  @Test
  void traces_stayTogether() {
    assertThat(COLLECTORS.get("edge").at("exporters", "kafka", "partition_traces_by_id"))
        .isEqualTo(true);
    for (GeneratedFile file : DeploymentFiles.all()) {
      assertThat(file.content()).as(file.path()).doesNotContain("tail_sampling", "service_graph:");
    }
  }

  @Test
  void kafka_losesNothing() {
    ParsedFile edge = COLLECTORS.get("edge").under("exporters", "kafka");
    assertThat(edge.at("producer", "required_acks")).isEqualTo(-1);
    assertThat((Integer) edge.at("sending_queue", "batch", "max_size"))
        .isLessThan((Integer) edge.at("producer", "max_message_bytes"));
  }

  @Test
  void kafka_isReadFromItsBeginningByEachBackend() {
    ParsedFile edge = COLLECTORS.get("edge").under("exporters", "kafka");
    ParsedFile backend = COLLECTORS.get("backend").under("receivers");
    Map<String, String> groups = new TreeMap<>();
    for (String signal : List.of("traces", "metrics", "logs")) {
      ParsedFile kafka = backend.under("kafka/" + signal);
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
            ParsedFile exporter = collector.under("exporters", id);
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

  /** In one list, those for spans would run only on spans that have events. */
  @Test
  void statements_areGroupedByWhatTheyChange() {
    ParsedFile transform = COLLECTORS.get("cloud").under("processors", "transform/secrets");
    for (int i = 0; i < 2; i++) {
      String context = transform.at("trace_statements", i, "context").toString();
      assertThat(transform.texts("trace_statements", i, "statements"))
          .allMatch(statement -> statement.contains("(" + context + "."));
    }
  }
}
