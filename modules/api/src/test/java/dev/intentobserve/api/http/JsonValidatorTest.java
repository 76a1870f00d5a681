package dev.intentobserve.api.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonValidatorTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        " [ ] \r\n\t",
        "null",
        "true",
        "false",
        "0",
        "-0.5e+10",
        "1E400",
        "\"\"",
        "\"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud800\"",
        "\"é☕\ud83d\ude00\"",
        "{\"a\":[1,{\"b\":null}],\"a\":2}",
        "{\"\\ud800\":1}"
      })
  void json_isJson(String text) {
    assertThat(JsonValidator.isJson(text.getBytes(UTF_8))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "{}}",
        "{} {}",
        "[1,]",
        "{\"a\":1,}",
        "{a:1}",
        "{\"a\" 1}",
        "{,}",
        "01",
        "+1",
        "1.",
        ".5",
        "1e",
        "-",
        "NaN",
        "Infinity",
        "nul",
        "nulls",
        "'a'",
        "\"a",
        "\"\\x\"",
        "\"\\u12g4\"",
        "\"\\\"",
        "\"a\nb\"",
        "\"a\u0000b\"",
        "\ufeff{}",
        "{}//"
      })
  void anythingElse_isNot(String text) {
    assertThat(JsonValidator.isJson(text.getBytes(UTF_8))).isFalse();
  }

  @Test
  void bytesThatAreNotUtf8_areNot() {
    assertThat(JsonValidator.isJson(new byte[] {'"', (byte) 0xc3, '"'})).isFalse();
    assertThat(JsonValidator.isJson(new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'}))
        .isFalse();
  }

  @Test
  void nesting_isBounded() {
    assertThat(JsonValidator.isJson(("[".repeat(200) + "]".repeat(200)).getBytes(UTF_8))).isTrue();
    assertThat(JsonValidator.isJson(("[".repeat(100_000)).getBytes(UTF_8))).isFalse();
  }
}
