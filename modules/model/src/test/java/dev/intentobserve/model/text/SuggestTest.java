package dev.intentobserve.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SuggestTest {
  private static final List<String> KNOWN = List.of("target", "timeWindow", "http.port", "op");

  @ParameterizedTest
  @CsvSource({"tagret, target", "timewindow, timeWindow", "htp.port, http.port", "ob, op"})
  void closest_allowsAThirdOfTheCharacters(String word, String meant) {
    assertThat(Suggest.closest(word, KNOWN)).hasValue(meant);
    assertThat(Suggest.hint(word, KNOWN)).isEqualTo("; did you mean " + meant + "?");
  }

  @Test
  void closest_isEmptyWhereNothingIsNear() {
    assertThat(Suggest.closest("budget", KNOWN)).isEmpty();
    assertThat(Suggest.closest("", KNOWN)).isEmpty();
    assertThat(Suggest.closest("target".repeat(1000), KNOWN)).isEmpty();
    assertThat(Suggest.hint("budget", KNOWN)).isEmpty();
  }
}
