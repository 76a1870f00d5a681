package dev.intentobserve.app;

import dev.intentobserve.app.config.AppConfig;
import dev.intentobserve.app.config.ConfigException;
import dev.intentobserve.app.config.ConfigLoader;
import dev.intentobserve.app.config.ConfigParser;
import dev.intentobserve.app.config.ConfigRenderer;
import dev.intentobserve.app.config.ConfigValues;
import dev.intentobserve.app.telemetry.BuildInfo;
import dev.intentobserve.app.telemetry.LogSetup;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the service and runs it until the process is told to stop. */
public final class Main {
  private static final int STARTUP_FAILED = 1;
  private static final int CONFIGURATION = 12;

  private final Map<String, String> environment;
  private final PrintStream out;
  private final PrintStream err;

  /** Exit code: a failed start sets it, a signal leaves it at success. */
  private final AtomicInteger status = new AtomicInteger();

  Main(Map<String, String> environment, PrintStream out, PrintStream err) {
    this.environment = Map.copyOf(environment);
    this.out = out;
    this.err = err;
  }

  public static void main(String... arguments) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    Main main = new Main(System.getenv(), out, err);
    int result = main.run(arguments);
    if (result >= 0) {
      main.status.set(result);
      System.exit(result);
    }
  }

  /** The exit code, or -1 when the service runs and the process must go on. */
  int run(String... arguments) {
    try {
      return act(Arguments.parse(arguments));
    } catch (ConfigException e) {
      err.println("intent-observe: " + e.getMessage());
      return CONFIGURATION;
    } catch (StartupException e) {
      LoggerFactory.getLogger(Main.class).atDebug().setCause(e).log("start failed");
      err.println("intent-observe: " + e.getMessage());
      return STARTUP_FAILED;
    }
  }

  private int act(Arguments arguments) throws StartupException {
    switch (arguments.action()) {
      case HELP -> out.print(Arguments.HELP);
      case VERSION -> out.println("intent-observe " + BuildInfo.version());
      case PRINT_DEFAULT_CONFIG -> out.print(ConfigRenderer.defaults());
      case CHECK_CONFIG -> {
        ConfigParser.parse(ConfigLoader.load(arguments.config(), environment));
        Modules.exportConfig(environment);
        out.println("The configuration is valid.");
      }
      case PRINT_CONFIG -> {
        ConfigValues values = ConfigLoader.load(arguments.config(), environment);
        ConfigParser.parse(values);
        out.print(ConfigRenderer.effective(values, values.names()));
      }
      case RUN -> {
        open(ConfigParser.parse(ConfigLoader.load(arguments.config(), environment)));
        return -1;
      }
    }
    return 0;
  }

  private void open(AppConfig config) throws StartupException {
    LogSetup.apply(config.log());
    Logger log = LoggerFactory.getLogger(Main.class);
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, error) ->
            log.atError()
                .addKeyValue("thread", thread.getName())
                .setCause(error)
                .log("uncaught exception"));
    log.atInfo().addKeyValue("version", BuildInfo.version()).log("starting");
    Service service = new Service(config);
    closeOnShutdown(service);
    service.open(environment, InstantSource.system());
    out.print(Banner.of(config, service.port(), service.metricsPort()));
  }

  /** After a signal a JVM exits with 128 plus its number; halt gives an orderly stop 0. */
  private void closeOnShutdown(Service service) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  service.close();
                  Runtime.getRuntime().halt(status.get());
                },
                "shutdown"));
  }
}
