package dev.intentobserve.app;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.alerting.Alerting;
import dev.intentobserve.alerting.AlertingConfig;
import dev.intentobserve.api.Api;
import dev.intentobserve.api.ApiConfig;
import dev.intentobserve.app.config.AppConfig;
import dev.intentobserve.app.config.ConfigException;
import dev.intentobserve.app.telemetry.BuildInfo;
import dev.intentobserve.export.Export;
import dev.intentobserve.export.ExportConfig;
import dev.intentobserve.ingest.Ingest;
import dev.intentobserve.ingest.IngestConfig;
import dev.intentobserve.ingest.pipeline.ReceiverConfig;
import dev.intentobserve.metrics.Metrics;
import dev.intentobserve.metrics.MetricsConfig;
import dev.intentobserve.model.event.IdentityKey;
import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.notification.Notification;
import dev.intentobserve.notification.NotificationConfig;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.MetricsPorts;
import dev.intentobserve.ports.TimingSliCounter;
import dev.intentobserve.store.Store;
import dev.intentobserve.store.StoreConfig;
import dev.intentobserve.trace.Trace;
import dev.intentobserve.trace.TraceConfig;
import dev.intentobserve.ui.Ui;
import dev.intentobserve.ui.UiConfig;
import io.vertx.core.Deployable;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The only class that names every module: their configurations and the order of their start. */
final class Modules {
  /** A module that can be deployed. */
  record ModuleEntry(String name, Supplier<Deployable> deployable) {}

  private final AppConfig config;
  private final AppConfig.Database database;
  private final ExportConfig export;
  private final InstantSource clock;
  private final Meters meters;
  private final TimingSliCounter timings;
  private @Nullable IdentityKey identity;

  /**
   * @param database the one in use, embedded or not
   */
  Modules(
      AppConfig config,
      AppConfig.Database database,
      ExportConfig export,
      InstantSource clock,
      Meters meters,
      TimingSliCounter timings) {
    this.config = config;
    this.database = database;
    this.export = export;
    this.clock = clock;
    this.meters = meters;
    this.timings = timings;
  }

  /** The destinations of exports, from the standard variables of OTLP. */
  static ExportConfig exportConfig(Map<String, String> environment) {
    try {
      return ExportConfig.fromEnvironment(environment);
    } catch (IllegalArgumentException e) {
      throw new ConfigException("Export over OTLP: " + e.getMessage());
    }
  }

  /** Migrates the database to this release; blocks. */
  void migrate() {
    Store.migrate(storeConfig());
  }

  /** Finds the installation's key; blocks. After {@link #migrate}, before events are received. */
  void identify() {
    IdentityKeyResolver installation =
        config.database().embedded()
            ? IdentityKeyResolver.embedded(config.identity(), config.dataDir(), storeConfig())
            : IdentityKeyResolver.external(config.identity(), storeConfig());
    identify(installation.key());
  }

  /** Uses this key. */
  void identify(IdentityKey key) {
    identity = key;
  }

  /** Runs in every process; all other modules depend on it. */
  ModuleEntry store() {
    return new ModuleEntry("store", () -> Store.deployable(storeConfig(), clock, meters));
  }

  /** What the leader runs, in the order of the start: a module after those it asks. */
  List<ModuleEntry> leaderModules() {
    List<ModuleEntry> modules = new ArrayList<>();
    modules.add(
        new ModuleEntry("trace", () -> Trace.deployable(TraceConfig.DEFAULT, clock, meters)));
    modules.add(
        new ModuleEntry(
            "metrics", () -> Metrics.deployable(metricsConfig(), clock, meters, timings)));
    if (export.isEnabled()) {
      modules.add(new ModuleEntry("export", () -> Export.deployable(export, clock, meters)));
    }
    modules.add(
        new ModuleEntry("alerting", () -> Alerting.deployable(alertingConfig(), clock, meters)));
    modules.add(
        new ModuleEntry(
            "notification", () -> Notification.deployable(notificationConfig(), clock, meters)));
    return modules;
  }

  /** What the other processes run instead: the same ports, read-only. */
  List<ModuleEntry> followerModules() {
    return List.of(
        new ModuleEntry("trace", Trace::readOnly),
        new ModuleEntry("metrics", () -> Metrics.readOnly(metricsConfig(), clock, meters)),
        new ModuleEntry("alerting", () -> Alerting.readOnly(alertingConfig(), clock, meters)),
        new ModuleEntry("notification", () -> Notification.readOnly(notificationConfig())));
  }

  /** What every process runs to serve requests, in the order of the start. */
  List<ModuleEntry> requestModules() {
    return List.of(
        new ModuleEntry("api", () -> Api.deployable(apiConfig(), clock, meters)),
        new ModuleEntry("ingest", () -> Ingest.deployable(ingestConfig(), clock, meters)));
  }

  /** Adds the routes of the modules that serve HTTP. */
  void mount(Router router, Vertx vertx) {
    Ingest.mount(router, vertx, ingestConfig(), clock, meters);
    Api.mount(router, vertx, apiConfig(), clock, meters);
    UiConfig uiConfig =
        UiConfig.DEFAULT.withKeys(!config.keys().isEmpty()).withTenants(config.tenants());
    Ui.mount(router, vertx, uiConfig, clock);
  }

  private StoreConfig storeConfig() {
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
                .withQueue(config.ingest().inFlightBytes(), defaults.appending().queueRequests())
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

  private MetricsConfig metricsConfig() {
    MetricsConfig defaults = MetricsConfig.DEFAULT;
    Set<String> readers = new HashSet<>(defaults.readers());
    if (export.traces() != null) {
      readers.add(TelemetryNames.EXPORT_TRACES);
    }
    if (export.logs() != null) {
      readers.add(TelemetryNames.EXPORT_LOGS);
    }
    return new MetricsConfig(
        defaults.pageSize(),
        defaults.entityStatePage(),
        config.metrics().seriesBudget(),
        defaults.tick(),
        defaults.pollInterval(),
        readers);
  }

  private AlertingConfig alertingConfig() {
    AlertingConfig defaults = AlertingConfig.DEFAULT;
    AppConfig.Alerts alerts = config.alerts();
    return new AlertingConfig(
        alerts.tick(),
        defaults.deadline(),
        alerts.objectivesDir().toString(),
        defaults.poll(),
        defaults.keepFiring(),
        defaults
            .rules()
            .withStale(alerts.staleIntent())
            .withSurge(alerts.volumeSurge())
            .withStall(alerts.pipelineStall()));
  }

  private NotificationConfig notificationConfig() {
    NotificationConfig defaults = NotificationConfig.DEFAULT;
    AppConfig.Alerts alerts = config.alerts();
    return new NotificationConfig(
        alerts.channels(),
        alerts.groupWait(),
        alerts.repeatInterval(),
        defaults.firstPause(),
        defaults.longestPause(),
        defaults.giveUpAge(),
        alerts.externalUrl() == null ? config.http().localUrl() : alerts.externalUrl(),
        defaults.wake());
  }

  private IngestConfig ingestConfig() {
    ReceiverConfig receivers =
        new ReceiverConfig(
            config.ingest().limits(),
            config.ingest().deadline(),
            config.http().bodyTimeout(),
            config.ingest().inFlightBytes(),
            ReceiverConfig.DEFAULT.batchRows(),
            ReceiverConfig.DEFAULT.maxRecords(),
            requireNonNull(identity, "identity"),
            config.tenants());
    return new IngestConfig(
        receivers,
        IngestConfig.DEFAULT.busScope(),
        config.tail().files().stream()
            .map(file -> new IngestConfig.TailFile(file.toString()))
            .toList(),
        config.tail().pollInterval());
  }

  /** One tenant can use at most three quarters of the database connections. */
  private ApiConfig apiConfig() {
    int readsPerTenant = Math.max(1, database.poolSize() * 3 / 4);
    return ApiConfig.DEFAULT
        .withBuild(BuildInfo.version(), "")
        .withTenants(config.tenants(), readsPerTenant);
  }
}
