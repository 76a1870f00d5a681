package dev.intentobserve.ingest.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.intentobserve.ingest.error.IngestException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BodySnifferTest {
  @ParameterizedTest(name = "<{0}>")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}                   | true  | 1",
        "{\"a\":[1,2],\"b\":3}| true  | 1",
        "[]                   | true  | 0",
        "[ ]                  | true  | 0",
        "[1]                  | true  | 1",
        "[{},{\"a\":[1,2]},3] | true  | 3",
        "[\"a,]\\\",\",2]     | true  | 2",
        "{} {}                | false | 1",
        "[1],[2]              | false | 2",
        "{\"a\":              | false | 1",
        "[1,                  | false | 2",
        "\"a\\                | false | 1",
        "{\"a\\               | false | 1",
        "17                   | false | 1",
        "nonsense             | false | 1",
        "``                   | false | 0",
      })
  void brackets_decideAboutABody(String body, boolean oneValue, int elements) {
    assertOneValue(body, oneValue, elements);
  }

  @Test
  void byteOrderMarkAndBlanks_areSkipped() {
    assertOneValue("\uFEFF \r\n\t[1,2]\n ", true, 2);
    assertThat(BodySniffer.isBlank("\uFEFF \r\n\t".getBytes(UTF_8))).isTrue();
    assertThat(BodySniffer.isBlank("\uFEFF \r\n\t.".getBytes(UTF_8))).isFalse();
  }

  @Test
  void blankLines_areNotCounted() {
    assertThat(BodyFormat.LINES.split("a\n\r\n \t\nb\n\nc".getBytes(UTF_8), 3)).hasSize(3);
    assertThat(BodyFormat.LINES.split("\n\n".getBytes(UTF_8), 3)).isEmpty();
  }

  @Test
  void tenThousandLevels_areOneValueWithoutOverflow() {
    String body = "[".repeat(10_000) + "]".repeat(10_000);
    assertOneValue(body, true, 1);
  }

  @ParameterizedTest
  @EnumSource(names = {"LINES", "JSON"})
  void moreRecordsThanTheLimit_areNotSplit(BodyFormat format) {
    byte[] body = (format == BodyFormat.LINES ? "1\n2\n3\n" : "[1,2,3]").getBytes(UTF_8);
    assertThat(format.split(body, 3)).hasSize(3);
    assertThatThrownBy(() -> format.split(body, 2))
        .isInstanceOf(IngestException.class)
        .hasMessageContaining("more than 2 records");
  }

  private static void assertOneValue(String text, boolean oneValue, int records) {
    byte[] body = text.getBytes(UTF_8);
    assertThat(BodySniffer.isOneValue(body)).isEqualTo(oneValue);
    assertThat(BodyFormat.JSON.split(body, 1000)).hasSize(records);
  }
}
