package dev.intentobserve.app;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.alerting.AlertingConfig;
import dev.intentobserve.api.ApiConfig;
import dev.intentobserve.app.config.AppConfig;
import dev.intentobserve.app.telemetry.BuildInfo;
import dev.intentobserve.export.ExportConfig;
import dev.intentobserve.ingest.IngestConfig;
import dev.intentobserve.ingest.pipeline.ReceiverConfig;
import dev.intentobserve.metrics.MetricsConfig;
import dev.intentobserve.model.event.IdentityKey;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.notification.NotificationConfig;
import dev.intentobserve.ports.MetricsPorts;
import dev.intentobserve.store.StoreConfig;
import dev.intentobserve.ui.UiConfig;
import java.util.HashSet;
import java.util.Set;

/**
 * The configuration of each module, derived from that of the service.
 *
 * @param database the one in use, embedded or not
 */
record ModuleConfigs(AppConfig config, AppConfig.Database database, ExportConfig export) {
  StoreConfig storeConfig() {
    StoreConfig defaults = StoreConfig.DEFAULT;
    return defaults
        .withDatabase(
            defaults
                .database()
                .at(
                    requireNonNull(database.host(), "host"),
                    database.port(),
                    database.name(),
                    database.user(),
                    database.password() == null ? "" : database.password())
                .withPoolSize(database.poolSize()))
        .withAppending(
            defaults
                .appending()
                .withDeadline(config.ingest().deadline())
                .withQueueBytes(config.ingest().inFlightBytes())
                .withTenants(config.tenants()))
        .withLimits(config.ingest().limits());
  }

  /** Cursors of the readers that run in the leader. */
  Set<String> readers() {
    Set<String> all = new HashSet<>(metricsConfig().readers());
    all.add(MetricsPorts.CURSOR);
    all.add(MetricsPorts.ENTITY_STATES_CURSOR);
    return all;
  }

  MetricsConfig metricsConfig() {
    MetricsConfig defaults = MetricsConfig.DEFAULT;
    Set<String> readers = new HashSet<>(defaults.readers());
    if (export.traces() != null) {
      readers.add(TelemetryNames.EXPORT_TRACES);
    }
    if (export.logs() != null) {
      readers.add(TelemetryNames.EXPORT_LOGS);
    }
    return defaults.withSeriesBudget(config.seriesBudget()).withReaders(readers);
  }

  AlertingConfig alertingConfig() {
    AppConfig.Alerts alerts = config.alerts();
    return AlertingConfig.DEFAULT
        .with()
        .tick(alerts.tick())
        .objectivesDir(alerts.objectivesDir().toString())
        .rules(
            AlertingConfig.DEFAULT
                .rules()
                .withStale(alerts.staleIntent())
                .withSurge(alerts.volumeSurge())
                .withStall(alerts.pipelineStall()))
        .build();
  }

  NotificationConfig notificationConfig() {
    AppConfig.Alerts alerts = config.alerts();
    return NotificationConfig.DEFAULT
        .with()
        .channels(alerts.channels())
        .groupWait(alerts.groupWait())
        .repeatInterval(alerts.repeatInterval())
        .externalUrl(alerts.externalUrl() == null ? config.http().localUrl() : alerts.externalUrl())
        .build();
  }

  IngestConfig ingestConfig(IdentityKey identity) {
    ReceiverConfig receivers =
        ReceiverConfig.DEFAULT
            .with()
            .limits(config.ingest().limits())
            .deadline(config.ingest().deadline())
            .bodyTimeout(config.http().bodyTimeout())
            .inFlightBytes(config.ingest().inFlightBytes())
            .identity(identity)
            .tenants(config.tenants())
            .build();
    return IngestConfig.DEFAULT
        .with()
        .receivers(receivers)
        .files(
            config.tail().files().stream()
                .map(file -> new IngestConfig.TailFile(file.toString()))
                .toList())
        .pollInterval(config.tail().pollInterval())
        .build();
  }

  /** One tenant can use at most three quarters of the database connections. */
  ApiConfig apiConfig() {
    int readsPerTenant = Math.max(1, database.poolSize() * 3 / 4);
    return ApiConfig.DEFAULT
        .withVersion(BuildInfo.version())
        .withTenants(config.tenants(), readsPerTenant);
  }

  UiConfig uiConfig() {
    return UiConfig.DEFAULT.withKeys(!config.keys().isEmpty()).withTenants(config.tenants());
  }
}
