package dev.intentobserve.app.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogSetupTest {
  /** At DEBUG they write whole messages, before anything in them was redacted. */
  @ParameterizedTest
  @ValueSource(strings = {"ERROR", "WARN", "INFO", "DEBUG", "TRACE"})
  void librariesStayQuiet_whateverLevelIsAskedFor(String asked) {
    Level level = LogSetup.ofLibraries(Level.toLevel(asked));
    assertThat(level.isGreaterOrEqual(Level.WARN)).isTrue();
    assertThat(LogSetup.QUIET).contains("io.vertx", "io.netty");
  }
}
