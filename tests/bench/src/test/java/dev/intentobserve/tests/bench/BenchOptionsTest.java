package dev.intentobserve.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.intentobserve.tests.bench.BenchOptions.Part;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchOptionsTest {
  @Test
  void noArguments_measureEverything() {
    assertThat(BenchOptions.parse(List.of())).isEqualTo(BenchOptions.DEFAULT);
  }

  @Test
  void allArguments() {
    List<String> arguments =
        List.of(
            "--events",
            "10_000_000",
            "--runs",
            "5",
            "--seed",
            "9",
            "--only",
            "b1b,B1a",
            "--profile");
    assertThat(BenchOptions.parse(arguments))
        .isEqualTo(new BenchOptions(10_000_000, 5, 9, Set.of(Part.B1, Part.B1A), true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --size 3     | unknown option --size
          --events     | --events needs a value
          --events few | --events needs a number, not few
          --runs 0     | --events and --runs must be positive
          --only B7    | no scenario is called B7
          """)
  void mistakes_areExplained(String arguments, String message) {
    assertThatThrownBy(() -> BenchOptions.parse(List.of(arguments.split(" "))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }
}
