package dev.intentobserve.slo.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.slo.RuleThresholds;
import dev.intentobserve.slo.openslo.ShippedObjectives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

final class PrometheusRulesTest {
  static final Path COMMITTED = Path.of("../../infra/prometheus");

  @Test
  void committedRules_areThoseOfTheShippedObjectives() throws IOException {
    SortedMap<String, String> files =
        PrometheusRules.files(ShippedObjectives.objectives(), RuleThresholds.DEFAULT);
    assertThat(committed())
        .as("out of date; run: bin/intent-observe slo rules --out infra/prometheus")
        .isEqualTo(files);
  }

  /** What Prometheus reads back is what was meant, however it was quoted. */
  @Test
  void writtenYaml_readsBackAsItWas() {
    Random random = new Random(11);
    String signs = "ab '\"{}[]:,#&*!|>%@`-?\\\n\t~=é→\u2028\u00850.9trueno ";
    for (int i = 0; i < 3000; i++) {
      Map<String, Object> map = new LinkedHashMap<>();
      for (int n = random.nextInt(4); n >= 0; n--) {
        StringBuilder text = new StringBuilder();
        for (int c = random.nextInt(i % 10 == 0 ? 200 : 12); c >= 0; c--) {
          text.append(signs.charAt(random.nextInt(signs.length())));
        }
        map.put("k" + n, i % 2 == 0 ? text.toString() : List.of(text.toString(), Map.of("x", "y")));
      }
      String yaml = YamlWriter.write("a comment", map);
      Object read = new Load(LoadSettings.builder().build()).loadFromString(yaml);
      assertThat(read).as(yaml).isEqualTo(map);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "true, '\"true\"'",
    "No, '\"No\"'",
    "1, '\"1\"'",
    "5h36m, 5h36m",
    "1e3, '\"1e3\"'",
    "a:b, a:b",
    "a:, '\"a:\"'",
    "'', '\"\"'"
  })
  void text_isQuotedWhereItCouldBeTakenForSomethingElse(String text, String written) {
    assertThat(YamlWriter.write("", Map.of("k", text))).isEqualTo("k: " + written + "\n");
  }

  @Test
  void note_standsAboveItsKey() {
    Map<String, Object> inner = new LinkedHashMap<>();
    inner.put("a", new YamlWriter.Commented(1, "one"));
    inner.put(
        "b",
        new YamlWriter.Commented(List.of(Map.of("c", new YamlWriter.Commented("d", "x"))), "y"));
    assertThat(YamlWriter.write("", Map.of("k", inner)))
        .isEqualTo(
            """
            k:
              # one
              a: 1
              # y
              b:
                # x
                - c: d
            """);
  }

  private static SortedMap<String, String> committed() throws IOException {
    SortedMap<String, String> committed = new TreeMap<>();
    try (Stream<Path> files = Files.list(COMMITTED)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".yaml")).toList()) {
        committed.put(file.getFileName().toString(), Files.readString(file, UTF_8));
      }
    }
    return committed;
  }
}
