package dev.intentobserve.app;

import dev.intentobserve.app.config.AppConfig;
import dev.intentobserve.app.config.ConfigException;
import dev.intentobserve.app.http.ConnectionLimits;
import dev.intentobserve.app.http.HttpHandlerChain;
import dev.intentobserve.app.http.HttpVerticle;
import dev.intentobserve.app.http.MetricsEndpoint;
import dev.intentobserve.app.http.OpsRoutes;
import dev.intentobserve.app.telemetry.MetricsScrape;
import dev.intentobserve.app.telemetry.Readiness;
import dev.intentobserve.export.ExportConfig;
import io.netty.channel.unix.Errors;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.BindException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open house: database, rooms and doors. Opens back to front, so that nobody knocks at a room
 * that is not there, and closes front to back. Opening and closing block.
 */
public final class Service implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Service.class);
  private static final Duration DEPLOY_LIMIT = Duration.ofSeconds(60);
  private static final Duration LEAD_INTERVAL = Duration.ofSeconds(2);

  private final AppConfig config;
  private final Deque<OpenComponent> opened = new ArrayDeque<>();
  private volatile boolean closing;
  private int port;
  private int metricsPort;

  private interface Step {
    AutoCloseable open() throws Exception;
  }

  private record OpenComponent(String name, AutoCloseable closer) {}

  public Service(AppConfig config) {
    this.config = config;
  }

  /**
   * Opens everything, or nothing.
   *
   * @param environment for the standard variables of OTLP
   */
  public void open(Map<String, String> environment, InstantSource clock) throws StartupException {
    try {
      openInOrder(environment, clock);
    } catch (StartupException | RuntimeException e) {
      close();
      throw e;
    }
  }

  /** The port that answers, also where the configuration left the choice open. */
  public int port() {
    return port;
  }

  public int metricsPort() {
    return metricsPort;
  }

  private void openInOrder(Map<String, String> environment, InstantSource clock)
      throws StartupException {
    ExportConfig export = Modules.exportConfig(environment);
    DatabaseProvider database = new DatabaseProvider();
    step("database", () -> database.open(config, () -> closing));
    VertxRuntime engine = new VertxRuntime();
    step("engine", () -> engine.open(config, environment));
    Modules modules =
        new Modules(config, database.address(), export, clock, engine.meters(), engine.timings());
    step(
        "migrations",
        () -> {
          modules.migrate();
          return () -> {};
        });
    step(
        "identity",
        () -> {
          modules.identify();
          return () -> {};
        });
    step("store", () -> deploy(engine.vertx(), modules.store().deployable().get()));
    LeaderElection leader =
        new LeaderElection(engine.vertx(), modules, engine.meters(), LEAD_INTERVAL);
    step("leader_election", () -> lead(leader));
    for (Modules.ModuleEntry module : modules.requestModules()) {
      step(module.name(), () -> deploy(engine.vertx(), module.deployable().get()));
    }
    HttpHandlerChain handlerChain =
        new HttpHandlerChain(
            config,
            clock,
            engine.meters(),
            new OpsRoutes(
                new MetricsScrape(engine.registry(), leader::leads, modules.readers()),
                new Readiness(clock, config.keys().isEmpty())),
            modules::mount);
    openHttpServers(engine.vertx(), handlerChain);
  }

  private void openHttpServers(Vertx vertx, HttpHandlerChain handlerChain) throws StartupException {
    MetricsEndpoint metrics = new MetricsEndpoint(handlerChain);
    step("metrics_endpoint", () -> deploy(vertx, metrics));
    metricsPort = metrics.port();
    AppConfig.Http http = config.http();
    ConnectionLimits limits =
        new ConnectionLimits(http.maxConnections(), http.maxConnectionsPerClient());
    HttpVerticle first = new HttpVerticle(handlerChain, limits);
    step("http", () -> deploy(vertx, first));
    port = first.port();
  }

  private synchronized void step(String name, Step step) throws StartupException {
    if (closing) {
      throw new StartupException("Stopped while opening " + name + ".", null);
    }
    long start = System.nanoTime();
    try {
      opened.push(new OpenComponent(name, step.open()));
    } catch (ConfigException e) {
      throw e;
    } catch (Exception e) {
      throw explain(name, e);
    }
    long ms = Duration.ofNanos(System.nanoTime() - start).toMillis();
    log.atInfo().addKeyValue("part", name).addKeyValue("ms", ms).log("opened");
  }

  private StartupException explain(String name, Exception error) {
    String message = rootOf(error).getMessage();
    String what = message == null ? rootOf(error).getClass().getSimpleName() : message;
    if (isBindFailure(rootOf(error))) {
      boolean metrics = name.equals("metrics_endpoint");
      String key = metrics ? "http.metrics_port" : "http.port";
      int wanted = metrics ? config.http().metricsPort() : config.http().port();
      what =
          String.format(
              "%s: %d cannot be listened on (%s). Stop the program that uses it, or set %s to"
                  + " another port.",
              key, wanted, what, key);
    }
    return new StartupException("Cannot open " + name + ": " + what, error);
  }

  /** The native transport has an exception of its own for it. */
  private static boolean isBindFailure(Throwable error) {
    return error instanceof BindException
        || (error instanceof Errors.NativeIoException
            && String.valueOf(error.getMessage()).startsWith("bind"));
  }

  private static Throwable rootOf(Throwable error) {
    Throwable cause = error.getCause();
    return cause == null ? error : rootOf(cause);
  }

  private static AutoCloseable deploy(Vertx vertx, Deployable module) throws Exception {
    String id = await(vertx.deployVerticle(module, new DeploymentOptions()), DEPLOY_LIMIT);
    return () -> await(vertx.undeploy(id), DEPLOY_LIMIT);
  }

  private static AutoCloseable lead(LeaderElection leader) throws Exception {
    AutoCloseable closer = () -> await(leader.close(), DEPLOY_LIMIT);
    try {
      await(leader.open(), DEPLOY_LIMIT);
      return closer;
    } catch (Exception e) {
      closer.close();
      throw e;
    }
  }

  static <T> T await(Future<T> future, Duration limit) throws Exception {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      @Nullable Throwable cause = e.getCause();
      throw cause instanceof Exception exception ? exception : e;
    } catch (TimeoutException e) {
      throw new TimeoutException("not done within " + limit.toSeconds() + " s");
    }
  }

  /**
   * Closes whatever is open; a part that fails to close does not keep the others open. Called while
   * opening, it waits for the part that is being opened and lets no further one open.
   */
  @Override
  public void close() {
    closing = true;
    closeInReverseOrder();
  }

  private synchronized void closeInReverseOrder() {
    while (!opened.isEmpty()) {
      OpenComponent part = opened.pop();
      long start = System.nanoTime();
      try {
        part.closer().close();
        long ms = Duration.ofNanos(System.nanoTime() - start).toMillis();
        log.atInfo().addKeyValue("part", part.name()).addKeyValue("ms", ms).log("closed");
      } catch (Exception e) {
        log.atError().addKeyValue("part", part.name()).setCause(e).log("not closed cleanly");
      }
    }
  }
}
