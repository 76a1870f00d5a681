package dev.intentobserve.dashboards.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.intentobserve.dashboards.output.GeneratedFile;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** No key is written that the pinned version of its reader does not know. */
class ConfigKeysKnownTest {
  private static final String TEMPO =
      """
      target multitenancy_enabled stream_over_http_enabled server/http_listen_port
      server/grpc_listen_port distributor/max_attribute_bytes
      distributor/receivers/otlp/protocols/grpc/endpoint
      distributor/receivers/otlp/protocols/http/endpoint live_store/wal/path
      live_store/wal/ingestion_time_range_slack query_frontend/search/max_duration
      query_frontend/metrics/max_duration storage/trace/backend storage/trace/local/path
      storage/trace/wal/path backend_worker/compaction/block_retention
      backend_worker/compaction/compacted_block_retention
      metrics_generator/metrics_ingestion_time_range_slack metrics_generator/storage/path
      metrics_generator/storage/remote_write/url
      metrics_generator/storage/remote_write/send_exemplars
      overrides/defaults/ingestion/rate_limit_bytes overrides/defaults/ingestion/burst_size_bytes
      overrides/defaults/ingestion/max_traces_per_user
      overrides/defaults/global/max_bytes_per_trace
      overrides/defaults/metrics_generator/processors
      overrides/defaults/metrics_generator/trace_id_label_name usage_report/reporting_enabled
      """;
  private static final String MIMIR =
      """
      target multitenancy_enabled server/http_listen_port server/grpc_listen_port
      activity_tracker/filepath blocks_storage/backend blocks_storage/filesystem/dir
      blocks_storage/tsdb/dir blocks_storage/bucket_store/sync_dir compactor/data_dir
      compactor/sharding_ring/kvstore/store distributor/ring/instance_addr
      distributor/ring/kvstore/store ingester/ring/instance_addr ingester/ring/kvstore/store
      ingester/ring/replication_factor store_gateway/sharding_ring/replication_factor
      ruler_storage/backend ruler_storage/filesystem/dir ruler/rule_path
      alertmanager_storage/backend alertmanager_storage/filesystem/dir limits/ingestion_rate
      limits/ingestion_burst_size limits/max_global_series_per_user
      limits/max_label_names_per_series limits/max_global_exemplars_per_user
      limits/compactor_blocks_retention_period limits/out_of_order_time_window
      limits/query_ingesters_within limits/otel_metric_suffixes_enabled
      limits/promote_otel_resource_attributes runtime_config/file usage_stats/enabled
      """;
  private static final String LOKI =
      """
      auth_enabled server/http_listen_port server/grpc_listen_port
      server/grpc_server_max_recv_msg_size server/grpc_server_max_send_msg_size
      common/instance_addr common/path_prefix common/replication_factor common/ring/kvstore/store
      common/storage/filesystem/chunks_directory common/storage/filesystem/rules_directory
      schema_config/configs/from schema_config/configs/store schema_config/configs/object_store
      schema_config/configs/schema schema_config/configs/index/prefix
      schema_config/configs/index/period ingester/wal/enabled ingester/wal/dir
      ingester/wal/replay_memory_ceiling querier/query_ingesters_within
      compactor/working_directory compactor/retention_enabled compactor/delete_request_store
      ruler/rule_path ruler/ring/kvstore/store limits_config/allow_structured_metadata
      limits_config/retention_period limits_config/reject_old_samples
      limits_config/reject_old_samples_max_age limits_config/shard_streams/enabled
      limits_config/shard_streams/time_sharding_enabled
      limits_config/shard_streams/time_sharding_ignore_recent limits_config/ingestion_rate_mb
      limits_config/ingestion_burst_size_mb limits_config/per_stream_rate_limit
      limits_config/per_stream_rate_limit_burst limits_config/max_line_size
      limits_config/max_structured_metadata_entries_count
      limits_config/max_structured_metadata_size
      limits_config/otlp_config/resource_attributes/ignore_defaults
      limits_config/otlp_config/resource_attributes/attributes_config/action
      limits_config/otlp_config/resource_attributes/attributes_config/attributes
      analytics/reporting_enabled
      """;

  /** Below extensions, receivers, processors, exporters: by type, without the name after it. */
  private static final Map<String, String> COLLECTOR =
      Map.ofEntries(
          Map.entry("extensions/health_check", "endpoint path"),
          Map.entry(
              "extensions/file_storage",
              "directory create_directory timeout fsync compaction/directory compaction/on_start"
                  + " compaction/on_rebound compaction/cleanup_on_start"),
          Map.entry("extensions/basicauth", "client_auth/username client_auth/password"),
          Map.entry(
              "extensions/headers_setter",
              "headers/action headers/key headers/from_context headers/default_value"),
          Map.entry(
              "receivers/otlp",
              "protocols/grpc/endpoint protocols/grpc/include_metadata"
                  + " protocols/grpc/max_recv_msg_size_mib protocols/http/endpoint"
                  + " protocols/http/include_metadata protocols/http/max_request_body_size"),
          Map.entry("receivers/prometheus", "config/scrape_configs/.*"),
          Map.entry(
              "receivers/kafka",
              "brokers group_id initial_offset (traces|metrics|logs)/topics"
                  + " max_partition_fetch_size message_marking/after message_marking/on_error"
                  + " message_marking/on_permanent_error error_backoff/enabled"
                  + " error_backoff/max_elapsed_time"),
          Map.entry(
              "processors/memory_limiter",
              "check_interval limit_mib spike_limit_mib limit_percentage spike_limit_percentage"),
          Map.entry("processors/resource", "attributes/key attributes/value attributes/action"),
          Map.entry(
              "processors/redaction",
              "allow_all_keys blocked_key_patterns blocked_values allowed_values summary"),
          Map.entry(
              "processors/transform",
              "error_mode (trace|log)_statements/context (trace|log)_statements/statements"),
          Map.entry("exporters/otlp_http", "endpoint timeout headers/X-Scope-OrgID " + sending()),
          Map.entry("exporters/otlp_grpc", "endpoint timeout tls/insecure " + sending()),
          Map.entry(
              "exporters/kafka",
              "brokers client_id timeout (traces|metrics|logs)/topic (traces|metrics|logs)/encoding"
                  + " producer/max_message_bytes producer/required_acks producer/compression"
                  + " producer/allow_auto_topic_creation include_metadata_keys record_headers/name"
                  + " record_headers/value partition_traces_by_id"
                  + " partition_metrics_by_resource_attributes partition_logs_by_resource_attributes "
                  + sending()));

  private static String sending() {
    return "auth/authenticator retry_on_failure/enabled retry_on_failure/initial_interval"
        + " retry_on_failure/max_interval retry_on_failure/max_elapsed_time sending_queue/enabled"
        + " sending_queue/storage sending_queue/num_consumers sending_queue/sizer"
        + " sending_queue/queue_size sending_queue/batch/flush_timeout sending_queue/batch/sizer"
        + " sending_queue/batch/min_size sending_queue/batch/max_size"
        + " sending_queue/batch/partition/metadata_keys";
  }

  @Test
  void yamlFiles_areReadStrictly() {
    LoadSettings strict = LoadSettings.builder().setAllowDuplicateKeys(false).build();
    for (GeneratedFile file : DeploymentFiles.all()) {
      if (!file.path().endsWith(".example")) {
        assertThat(new Load(strict).loadFromString(file.content())).as(file.path()).isNotNull();
      }
    }
  }

  @Test
  void twiceWrittenKey_isRefused() {
    LoadSettings strict = LoadSettings.builder().setAllowDuplicateKeys(false).build();
    assertThatThrownBy(() -> new Load(strict).loadFromString("a: 1\na: 2\n"))
        .hasMessageContaining("duplicate");
  }

  @Test
  void backends_knowEveryKey() {
    for (String folder : List.of(DeploymentFiles.COMPOSE, DeploymentFiles.HELM)) {
      assertKnown(ParsedFile.yaml(folder + "tempo.yaml"), TEMPO);
      assertKnown(ParsedFile.yaml(folder + "mimir.yaml"), MIMIR);
      assertKnown(ParsedFile.yaml(folder + "loki.yaml"), LOKI);
    }
  }

  @Test
  void collectors_knowEveryKey() {
    ParsedFile.collectors()
        .forEach(
            (name, collector) -> {
              for (String kind : List.of("extensions", "receivers", "processors", "exporters")) {
                for (String id : collector.keys(kind)) {
                  String type = kind + "/" + id.replaceAll("[/-].*", "");
                  assertThat(COLLECTOR).as(name + " " + id).containsKey(type);
                  assertKnown(collector.under(kind, id), COLLECTOR.getOrDefault(type, ""));
                }
              }
            });
  }

  @Test
  void keysOfOlderVersions_areCaught() {
    for (String old :
        List.of("ingester", "compactor", "metrics_generator_client", "memberlist/join")) {
      assertThat(known(TEMPO, "/" + old)).as(old).isFalse();
    }
    assertThat(known(COLLECTOR.getOrDefault("exporters/otlp_http", ""), "/sending_queue/blocking"))
        .isFalse();
    assertThat(COLLECTOR).doesNotContainKeys("exporters/loki", "exporters/logging");
  }

  private static void assertKnown(ParsedFile file, String keys) {
    assertThat(file.paths()).allSatisfy(path -> assertThat(known(keys, path)).as(path).isTrue());
  }

  private static boolean known(String keys, String path) {
    Set<String> all = new TreeSet<>(List.of(keys.strip().split("\\s+")));
    return all.stream().anyMatch(key -> Pattern.matches("/" + key, path));
  }
}
