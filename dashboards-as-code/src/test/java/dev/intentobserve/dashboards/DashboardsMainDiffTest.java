package dev.intentobserve.dashboards;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class DashboardsMainDiffTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) throws IOException {
    return DashboardsMain.run(
        List.of(args), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
  }

  @Test
  void diff_tellsWhatChanges() throws IOException {
    assertThat(run("diff", "1", "2")).isZero();
    assertThat(out.toString(UTF_8)).startsWith("From phase 1,").contains("What to carry over");
    assertThat(err.toString(UTF_8)).isEmpty();
  }

  @Test
  void diffOfUnknownPhases_isRefused() throws IOException {
    assertThat(run("diff", "1", "x")).isEqualTo(2);
    assertThat(err.toString(UTF_8)).isEqualTo("dashboards: there is no phase x, only 1, 2, 3\n");
    assertThat(run("diff", "1")).isEqualTo(2);
    assertThat(out.toString(UTF_8)).isEmpty();
  }
}
