package dev.intentobserve.app;

import dev.intentobserve.app.config.AppConfig;
import dev.intentobserve.app.config.ConfigException;
import dev.intentobserve.app.http.HttpHandlerChain;
import dev.intentobserve.app.http.HttpVerticle;
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
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running service: database, modules and HTTP servers. Starts them so that a component's
 * dependencies are ready before it, and stops them in reverse order. Starting and stopping block.
 */
public final class Service implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Service.class);
  private static final Duration DEPLOY_LIMIT = Duration.ofSeconds(60);
  private static final Duration LEADERSHIP_INTERVAL = Duration.ofSeconds(2);

  private final AppConfig config;
  private final Deque<OpenComponent> opened = new ArrayDeque<>();
  private volatile boolean closing;
  private int port;
  private int metricsPort;

  private record OpenComponent(String name, AutoCloseable closer) {}

  public Service(AppConfig config) {
    this.config = config;
  }

  /**
   * Starts everything, or nothing.
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

  /** The port in use, also where the configuration says 0. */
  public int port() {
    return port;
  }

  public int metricsPort() {
    return metricsPort;
  }

  private void openInOrder(Map<String, String> environment, InstantSource clock)
      throws StartupException {
    ExportConfig export = Modules.exportConfig(environment);
    OpenDatabase database = step("database", () -> OpenDatabase.open(config, () -> closing));
    VertxRuntime runtime = step("vertx", () -> new VertxRuntime(config, environment));
    Modules modules =
        new Modules(config, database.address(), export, clock, runtime.meters(), runtime.timings());
    step("migrations", () -> done(modules::migrate));
    step("identity", () -> done(modules::identify));
    step("store", () -> deploy(runtime.vertx(), modules.store().deployable().get()));
    LeaderElection leader =
        new LeaderElection(runtime.vertx(), modules, runtime.meters(), LEADERSHIP_INTERVAL);
    step("leader_election", () -> open(leader));
    for (Modules.ModuleEntry module : modules.requestModules()) {
      step(module.name(), () -> deploy(runtime.vertx(), module.deployable().get()));
    }
    HttpHandlerChain handlerChain =
        new HttpHandlerChain(
            config,
            clock,
            runtime.meters(),
            new OpsRoutes(
                new MetricsScrape(runtime.registry(), leader::leads, modules.readers()),
                new Readiness(clock, config.keys().isEmpty())),
            modules::mount);
    openHttpServers(runtime.vertx(), handlerChain);
  }

  private void openHttpServers(Vertx vertx, HttpHandlerChain handlerChain) throws StartupException {
    HttpVerticle metrics = HttpVerticle.metrics(handlerChain);
    step("metrics_endpoint", () -> deploy(vertx, metrics));
    metricsPort = metrics.port();
    HttpVerticle api = HttpVerticle.api(handlerChain);
    step("http", () -> deploy(vertx, api));
    port = api.port();
  }

  private synchronized <T extends AutoCloseable> T step(String name, Callable<T> step)
      throws StartupException {
    if (closing) {
      throw new StartupException("Stopped while starting " + name + ".", null);
    }
    long start = System.nanoTime();
    try {
      T component = step.call();
      opened.push(new OpenComponent(name, component));
      long ms = Duration.ofNanos(System.nanoTime() - start).toMillis();
      log.atInfo().addKeyValue("component", name).addKeyValue("ms", ms).log("started");
      return component;
    } catch (ConfigException e) {
      throw e;
    } catch (Exception e) {
      throw explain(name, e);
    }
  }

  private StartupException explain(String name, Exception error) {
    String message = rootOf(error).getMessage();
    String problem = message == null ? rootOf(error).getClass().getSimpleName() : message;
    if (isBindFailure(rootOf(error))) {
      boolean metrics = name.equals("metrics_endpoint");
      String key = metrics ? "http.metrics_port" : "http.port";
      int wanted = metrics ? config.http().metricsPort() : config.http().port();
      problem =
          String.format(
              "%s: %d cannot be listened on (%s). Stop the program that uses it, or set %s to"
                  + " another port.",
              key, wanted, problem, key);
    }
    return new StartupException("Cannot start " + name + ": " + problem, error);
  }

  /** The native transport throws an exception of its own. */
  private static boolean isBindFailure(Throwable error) {
    return error instanceof BindException
        || (error instanceof Errors.NativeIoException
            && String.valueOf(error.getMessage()).startsWith("bind"));
  }

  private static Throwable rootOf(Throwable error) {
    Throwable cause = error.getCause();
    return cause == null ? error : rootOf(cause);
  }

  private static AutoCloseable done(Runnable step) {
    step.run();
    return () -> {};
  }

  private static AutoCloseable deploy(Vertx vertx, Deployable module) throws Exception {
    String id = await(vertx.deployVerticle(module, new DeploymentOptions()), DEPLOY_LIMIT);
    return () -> await(vertx.undeploy(id), DEPLOY_LIMIT);
  }

  private static AutoCloseable open(LeaderElection leader) throws Exception {
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
   * Stops all components; one that fails to stop does not keep the others running. Called during
   * the start, it waits for the component that is starting and starts no further one.
   */
  @Override
  public void close() {
    closing = true;
    closeInReverseOrder();
  }

  private synchronized void closeInReverseOrder() {
    while (!opened.isEmpty()) {
      OpenComponent component = opened.pop();
      long start = System.nanoTime();
      try {
        component.closer().close();
        long ms = Duration.ofNanos(System.nanoTime() - start).toMillis();
        log.atInfo()
            .addKeyValue("component", component.name())
            .addKeyValue("ms", ms)
            .log("stopped");
      } catch (Exception e) {
        log.atError()
            .addKeyValue("component", component.name())
            .setCause(e)
            .log("not stopped cleanly");
      }
    }
  }
}
