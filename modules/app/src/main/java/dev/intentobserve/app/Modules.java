package dev.intentobserve.app;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.alerting.Alerting;
import dev.intentobserve.api.Api;
import dev.intentobserve.app.config.AppConfig;
import dev.intentobserve.app.config.ConfigException;
import dev.intentobserve.app.config.IdentityKeyFile;
import dev.intentobserve.export.Export;
import dev.intentobserve.export.ExportConfig;
import dev.intentobserve.ingest.Ingest;
import dev.intentobserve.metrics.Metrics;
import dev.intentobserve.model.event.IdentityKey;
import dev.intentobserve.notification.Notification;
import dev.intentobserve.ports.Meters;
import dev.intentobserve.ports.TimingSliCounter;
import dev.intentobserve.store.Store;
import dev.intentobserve.trace.Trace;
import dev.intentobserve.trace.TraceConfig;
import dev.intentobserve.ui.Ui;
import io.vertx.core.Deployable;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.util.ArrayList;
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
  private final ExportConfig export;
  private final ModuleConfigs configs;
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
    this.export = export;
    this.configs = new ModuleConfigs(config, database, export);
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
    Store.migrate(configs.storeConfig());
  }

  /** Finds the installation's key; blocks. After {@link #migrate}, before events are received. */
  void identify() {
    IdentityKeyFile file =
        config.database().embedded() ? IdentityKeyFile.in(config.dataDir()) : null;
    IdentityKeyResolver installation =
        new IdentityKeyResolver(config.identity(), file, configs.storeConfig());
    identify(installation.key());
  }

  /** Uses this key. */
  void identify(IdentityKey key) {
    identity = key;
  }

  /** Runs in every process; all other modules depend on it. */
  ModuleEntry store() {
    return new ModuleEntry("store", () -> Store.deployable(configs.storeConfig(), clock, meters));
  }

  /** What the leader runs, in the order of the start: a module after those it asks. */
  List<ModuleEntry> leaderModules() {
    List<ModuleEntry> modules = new ArrayList<>();
    modules.add(
        new ModuleEntry("trace", () -> Trace.deployable(TraceConfig.DEFAULT, clock, meters)));
    modules.add(
        new ModuleEntry(
            "metrics", () -> Metrics.deployable(configs.metricsConfig(), clock, meters, timings)));
    if (export.isEnabled()) {
      modules.add(new ModuleEntry("export", () -> Export.deployable(export, clock, meters)));
    }
    modules.add(
        new ModuleEntry(
            "alerting", () -> Alerting.deployable(configs.alertingConfig(), clock, meters)));
    modules.add(
        new ModuleEntry(
            "notification",
            () -> Notification.deployable(configs.notificationConfig(), clock, meters)));
    return modules;
  }

  /** What the other processes run instead: the same ports, read-only. */
  List<ModuleEntry> followerModules() {
    return List.of(
        new ModuleEntry("trace", Trace::readOnly),
        new ModuleEntry("metrics", () -> Metrics.readOnly(configs.metricsConfig(), clock, meters)),
        new ModuleEntry(
            "alerting", () -> Alerting.readOnly(configs.alertingConfig(), clock, meters)),
        new ModuleEntry(
            "notification",
            () -> Notification.readOnly(configs.notificationConfig(), clock, meters)));
  }

  /** What every process runs to serve requests, in the order of the start. */
  List<ModuleEntry> requestModules() {
    return List.of(
        new ModuleEntry("api", () -> Api.deployable(configs.apiConfig(), clock, meters)),
        new ModuleEntry(
            "ingest",
            () ->
                Ingest.deployable(
                    configs.ingestConfig(requireNonNull(identity, "identity")), clock, meters)));
  }

  /** Cursors of the readers that run in the leader. */
  Set<String> readers() {
    return configs.readers();
  }

  /** Adds the routes of the modules that serve HTTP. */
  void mount(Router router, Vertx vertx) {
    Ingest.mount(
        router, vertx, configs.ingestConfig(requireNonNull(identity, "identity")), clock, meters);
    Api.mount(router, vertx, configs.apiConfig(), clock, meters);
    Ui.mount(router, vertx, configs.uiConfig(), clock);
  }
}
