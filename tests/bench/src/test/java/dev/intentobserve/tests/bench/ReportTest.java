package dev.intentobserve.tests.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
  private final Measurements measurements = new Measurements();

  @Test
  void report_showsMedianSpreadLimitsAndFailures() {
    for (double ratio : new double[] {0.21, 0.19, 0.2}) {
      measurements.add("b1.ratio", ratio);
      measurements.add("cpu.total", 100);
      measurements.add("copy.rate", 61_234.2);
      measurements.kept();
    }
    measurements.add("b4.post", 12);
    measurements.failed("B4, run 1: stored: expected 3, found 2");
    assertThat(report().markdown())
        .isEqualTo(
            """
            # Measured on 2026-11-30 at abc1234

            ```sh
            make bench
            ```

            - Java: 25

            **Failed, so that these values are missing:**

            - B4, run 1: stored: expected 3, found 2

            | # | Measure | Unit | Median | Min–max | Before | Reach | Then |
            | --- | --- | --- | ---: | ---: | ---: | ---: | ---: |
            | B1 | bulk ingest, everything on | × COPY | 0.20 | 0.19–0.21 | 0.13–0.23 | 0.40 | 0.60 |
            | B1 | peer: one COPY into the same table and indexes | rows/s | 61,234 | 61,234–61,234 |  |  |  |
            | B1b | CPU an event, all in | µs | 100 | 100–100 | 1,010 | 150 | 100 |

            *Before* was measured on 2026-11-30, before states were computed in memory; the limits are goals. How much of the limit to reach is reached, by the median:

            ```
            B1   bulk ingest, everything on                       ██████████··········   50 %
            B1b  CPU an event, all in                             ████████████████████  150 %
            ```
            """);
    assertThat(BenchJson.read(report().json().getBytes(UTF_8)).at("/measures/0"))
        .isEqualTo(
            BenchJson.read(
                """
                {"key":"b1.ratio","scenario":"B1","name":"bulk ingest, everything on","unit":"× COPY",
                 "median":0.2,"min":0.19,"max":0.21,"runs":[0.21,0.19,0.2],"reach":0.4,"then":0.6}
                """
                    .getBytes(UTF_8)));
  }

  @Test
  void unknownMeasure_isRefused() {
    assertThatThrownBy(() -> measurements.add("b9.speed", 1))
        .hasMessage("measures.tsv has no row b9.speed");
  }

  private Report report() {
    return new Report(
        "2026-11-30",
        "abc1234",
        "make bench",
        Map.of("Java", "25"),
        measurements.values(),
        measurements.failures(),
        "");
  }
}
