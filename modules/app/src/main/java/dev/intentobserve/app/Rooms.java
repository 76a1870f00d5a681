package dev.intentobserve.app;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.alert.Alert;
import dev.intentobserve.alert.AlertConfig;
import dev.intentobserve.contract.Meters;
import dev.intentobserve.contract.MetricsContract;
import dev.intentobserve.contract.Timings;
import dev.intentobserve.event.IdentityKey;
import dev.intentobserve.event.Names;
import dev.intentobserve.export.Export;
import dev.intentobserve.export.ExportConfig;
import dev.intentobserve.intake.Intake;
import dev.intentobserve.intake.IntakeConfig;
import dev.intentobserve.metrics.Metrics;
import dev.intentobserve.metrics.MetricsConfig;
import dev.intentobserve.notify.Notify;
import dev.intentobserve.notify.NotifyConfig;
import dev.intentobserve.pages.Pages;
import dev.intentobserve.pages.PagesConfig;
import dev.intentobserve.store.Store;
import dev.intentobserve.store.StoreConfig;
import dev.intentobserve.trace.Trace;
import dev.intentobserve.trace.TraceConfig;
import dev.intentobserve.window.Window;
import dev.intentobserve.window.WindowConfig;
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

/** The one class that names every room: what each is given, and in which order they open. */
final class Rooms {
  /** A room, ready to be deployed. */
  record Room(String name, Supplier<Deployable> deployable) {}

  private final AppConfig config;
  private final AppConfig.Database database;
  private final ExportConfig export;
  private final InstantSource clock;
  private final Meters meters;
  private final Timings timings;
  private @Nullable IdentityKey identity;

  /**
   * What the rooms are made from.
   *
   * @param database the one in use, embedded or not
   */
  Rooms(
      AppConfig config,
      AppConfig.Database database,
      ExportConfig export,
      InstantSource clock,
      Meters meters,
      Timings timings) {
    this.config = config;
    this.database = database;
    this.export = export;
    this.clock = clock;
    this.meters = meters;
    this.timings = timings;
  }

  /** Where the work of intents is shipped to, as the standard variables of OTLP tell. */
  static ExportConfig exportConfig(Map<String, String> environment) {
    try {
      return ExportConfig.fromEnvironment(environment);
    } catch (IllegalArgumentException e) {
      throw new ConfigException("Export over OTLP: " + e.getMessage());
    }
  }

  /** Brings the database to this release; blocks. */
  void migrate() {
    Store.migrate(storeConfig());
  }

  /** Finds the installation's key; blocks. After migrating, before anything is taken in. */
  void identify() {
    Installation installation =
        config.database().embedded()
            ? Installation.embedded(config.identity(), config.dataDir(), storeConfig())
            : Installation.external(config.identity(), storeConfig());
    identify(installation.key());
  }

  /** For whoever has the key already. */
  void identify(IdentityKey key) {
    identity = key;
  }

  /** What every process has and what stands behind all others. */
  Room store() {
    return new Room("store", () -> Store.deployable(storeConfig(), clock, meters));
  }

  /** What one process on a database runs, back to front: whoever is asked opens before who asks. */
  List<Room> leading() {
    List<Room> rooms = new ArrayList<>();
    rooms.add(new Room("trace", () -> Trace.deployable(TraceConfig.DEFAULT, clock, meters)));
    rooms.add(
        new Room("figures", () -> Metrics.deployable(metricsConfig(), clock, meters, timings)));
    if (export.ships()) {
      rooms.add(new Room("export", () -> Export.deployable(export, clock, meters)));
    }
    rooms.add(new Room("alert", () -> Alert.deployable(alertConfig(), clock, meters)));
    rooms.add(new Room("notify", () -> Notify.deployable(notifyConfig(), clock, meters)));
    return rooms;
  }

  /** What answers in its place where another process runs that. */
  List<Room> following() {
    return List.of(
        new Room("trace", Trace::desk),
        new Room("figures", () -> Metrics.desk(metricsConfig(), clock, meters)),
        new Room("alert", () -> Alert.desk(alertConfig(), clock, meters)),
        new Room("notify", () -> Notify.desk(notifyConfig())));
  }

  /** What every process has before all others, back to front. */
  List<Room> front() {
    return List.of(
        new Room("window", () -> Window.deployable(windowConfig(), clock, meters)),
        new Room("intake", () -> Intake.deployable(intakeConfig(), clock, meters)));
  }

  /** Adds the routes of the rooms that are visited over HTTP. */
  void mount(Router router, Vertx vertx) {
    Intake.mount(router, vertx, intakeConfig(), clock, meters);
    Window.mount(router, vertx, windowConfig(), clock, meters);
    PagesConfig pages =
        PagesConfig.DEFAULT.withKeys(!config.keys().isEmpty()).withTenants(config.tenants());
    Pages.mount(router, vertx, pages, clock);
  }

  private StoreConfig storeConfig() {
    StoreConfig defaults = StoreConfig.DEFAULT;
    return new StoreConfig(
        new StoreConfig.Address(
            requireNonNull(database.host(), "host"),
            database.port(),
            database.name(),
            database.user(),
            database.password() == null ? "" : database.password()),
        database.poolSize(),
        defaults.statementTimeout(),
        defaults.connectTimeout(),
        new StoreConfig.Appending(
            defaults.appending().batch(),
            config.ingest().deadline(),
            config.ingest().inFlightBytes(),
            defaults.appending().queueRequests(),
            config.tenants()),
        defaults.recent(),
        defaults.stretch(),
        config.ingest().limits());
  }

  /** The cursors that tell how far the readers are which run where this process leads. */
  Set<String> readers() {
    Set<String> all = new HashSet<>(metricsConfig().readers());
    all.add(MetricsContract.CURSOR);
    all.add(MetricsContract.LIVES_CURSOR);
    return all;
  }

  private MetricsConfig metricsConfig() {
    MetricsConfig defaults = MetricsConfig.DEFAULT;
    Set<String> readers = new HashSet<>(defaults.readers());
    if (export.traces() != null) {
      readers.add(Names.EXPORT_TRACES);
    }
    if (export.logs() != null) {
      readers.add(Names.EXPORT_LOGS);
    }
    return new MetricsConfig(
        defaults.pageSize(),
        defaults.livesPage(),
        config.metrics().seriesBudget(),
        defaults.tick(),
        defaults.slowPoke(),
        readers);
  }

  private AlertConfig alertConfig() {
    AlertConfig defaults = AlertConfig.DEFAULT;
    AlertConfig.Rules rules = defaults.rules();
    AppConfig.Alerts alerts = config.alerts();
    return new AlertConfig(
        alerts.tick(),
        defaults.deadline(),
        alerts.objectivesDir().toString(),
        defaults.poll(),
        defaults.keepFiring(),
        new AlertConfig.Rules(
            alerts.staleIntent(),
            rules.failureAge(),
            alerts.volumeSurge(),
            rules.surgeWindow(),
            rules.driftFall(),
            rules.driftWindow(),
            rules.driftSignals(),
            alerts.pipelineStall(),
            rules.silentTimes(),
            rules.silentAtLeast(),
            rules.silentGaps()));
  }

  private NotifyConfig notifyConfig() {
    NotifyConfig defaults = NotifyConfig.DEFAULT;
    AppConfig.Alerts alerts = config.alerts();
    return new NotifyConfig(
        alerts.channels(),
        alerts.groupWait(),
        alerts.repeatInterval(),
        defaults.firstPause(),
        defaults.longestPause(),
        defaults.giveUpAge(),
        alerts.externalUrl() == null ? config.http().localUrl() : alerts.externalUrl(),
        defaults.wake());
  }

  private IntakeConfig intakeConfig() {
    IntakeConfig defaults = IntakeConfig.DEFAULT;
    return new IntakeConfig(
        config.ingest().limits(),
        config.ingest().deadline(),
        config.http().bodyTimeout(),
        config.ingest().inFlightBytes(),
        defaults.batchRows(),
        defaults.maxRecords(),
        defaults.busScope(),
        config.tail().files().stream()
            .map(file -> new IntakeConfig.TailFile(file.toString()))
            .toList(),
        config.tail().pollInterval(),
        requireNonNull(identity, "identity"),
        config.tenants());
  }

  /** A tenant's questions leave some connections of the database to the others. */
  private WindowConfig windowConfig() {
    int readsOfOne = Math.max(1, database.poolSize() * 3 / 4);
    return WindowConfig.DEFAULT
        .withBuild(Build.version(), "")
        .withSharing(new WindowConfig.Sharing(config.tenants(), readsOfOne));
  }
}
