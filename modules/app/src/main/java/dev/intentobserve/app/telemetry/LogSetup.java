package dev.intentobserve.app.telemetry;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAware;
import ch.qos.logback.core.spi.LifeCycle;
import dev.intentobserve.app.config.AppConfig;
import dev.intentobserve.model.metric.TelemetryNames;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.logstash.logback.encoder.LogstashEncoder;
import net.logstash.logback.fieldnames.LogstashFieldNames;
import org.slf4j.LoggerFactory;

/** Writes the log to standard error, as text or as JSON. */
public final class LogSetup {
  private static final String PATTERN =
      "%d{HH:mm:ss.SSS} %-5level %-12logger{0} %replace(%msg %kvp){'[\\p{Cntrl}]+', ' '}%n%ex";

  /** Libraries that log the data passing through them. */
  static final List<String> QUIET =
      List.of("org.flywaydb", "io.netty", "io.vertx", "org.postgresql", "io.opentelemetry");

  private LogSetup() {}

  public static void apply(AppConfig.Log config) {
    LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    context.reset();
    ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
    appender.setTarget("System.err");
    appender.setEncoder(encoder(config.format(), context));
    start(appender, context);
    Level level = Level.toLevel(config.level().name());
    context.getLogger("ROOT").setLevel(level);
    context.getLogger("ROOT").addAppender(appender);
    context.getLogger("io.micrometer").setLevel(Level.ERROR);
    QUIET.forEach(name -> context.getLogger(name).setLevel(ofLibraries(level)));
  }

  /**
   * At DEBUG these libraries log whole messages of the event bus, headers and statements, before
   * secrets are redacted.
   */
  static Level ofLibraries(Level level) {
    return level.isGreaterOrEqual(Level.WARN) ? level : Level.WARN;
  }

  private static Encoder<ILoggingEvent> encoder(
      AppConfig.Log.Format format, LoggerContext context) {
    boolean text =
        switch (format) {
          case TEXT -> true;
          case JSON -> false;
          case AUTO -> isTerminal();
        };
    return text ? forPeople(context) : forMachines(context);
  }

  private static PatternLayoutEncoder forPeople(LoggerContext context) {
    PatternLayoutEncoder encoder = new PatternLayoutEncoder();
    encoder.setPattern(PATTERN);
    start(encoder, context);
    return encoder;
  }

  private static LogstashEncoder forMachines(LoggerContext context) {
    LogstashFieldNames names = new LogstashFieldNames();
    names.setTimestamp("timestamp");
    names.setLogger("logger");
    names.setThread("thread");
    names.setVersion("[ignore]");
    names.setLevelValue("[ignore]");
    LogstashEncoder encoder = new LogstashEncoder();
    encoder.setFieldNames(names);
    encoder.setTimeZone("UTC");
    encoder.setCustomFields("{\"service\":\"" + TelemetryNames.SERVICE + "\"}");
    encoder.addProvider(new SpanLogFields());
    start(encoder, context);
    return encoder;
  }

  private static <T extends ContextAware & LifeCycle> void start(T part, LoggerContext context) {
    part.setContext(context);
    part.start();
  }

  /** Checks the file: since Java 22 a JVM has a console even without a terminal. */
  private static boolean isTerminal() {
    try {
      String target = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty");
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
