package dev.intentobserve.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.app.config.AppConfig;
import dev.intentobserve.app.config.ConfigLoader;
import dev.intentobserve.app.config.ConfigParser;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BannerTest {
  private final AppConfig config = ConfigParser.parse(ConfigLoader.merge(Map.of(), Map.of()));

  @Test
  void usualAddress_needsNoWords() {
    assertThat(Banner.of(config, 8080, 9090))
        .contains("  load sample data:  make demo\n")
        .contains(
            "  view it:           open http://127.0.0.1:8080 in a browser,"
                + " or bin/intent-observe trace INT-001 --format text\n");
  }

  /** What is proposed must reach this instance, and not whoever has the usual port. */
  @Test
  void anotherPort_isToldToTheCommandLine() {
    assertThat(Banner.of(config, 18080, 19090))
        .contains("INTENT_OBSERVE_URL=http://127.0.0.1:18080 make demo\n")
        .contains("INTENT_OBSERVE_URL=http://127.0.0.1:18080 bin/intent-observe trace");
  }
}
