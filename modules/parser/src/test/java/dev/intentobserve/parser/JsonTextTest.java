package dev.intentobserve.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

  @Test
  void text_isParsedAsItIs() {
    String text = "{\"password\":\"p\",\"a\":[1e3,null,true,\"\\u0000\"]}";
    assertThat(JsonText.parse(text).encode()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "NaN", "{} {}", "\"\u0001\"", "[1,]", "{a:1}"})
  void invalidJson_isRefused(String text) {
    assertThatThrownBy(() -> JsonText.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching("(invalid|unexpected end of) JSON.* column \\d+");
  }

  @Test
  void problem_hasLineAndColumn() {
    assertThatThrownBy(() -> JsonText.parse("{\n  \"a\": x\n}"))
        .hasMessage("invalid JSON: expected a value at line 2, column 8");
  }

  @Test
  void otherValueThanAnObject_isRefused() {
    assertThatThrownBy(() -> JsonText.parseObject("[]"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
