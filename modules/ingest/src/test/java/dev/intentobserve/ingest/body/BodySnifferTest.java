package dev.intentobserve.ingest.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        "[1],[2]              | false | 1",
        "{\"a\":              | false | 1",
        "[1,                  | false | 2",
        "\"a\\                | false | 1",
        "{\"a\\               | false | 1",
        "17                   | false | 1",
        "nonsense             | false | 1",
        "``                   | false | 0",
      })
  void brackets_decideAboutABody(String body, boolean oneValue, int elements) {
    assertThat(BodySniffer.sniff(body.getBytes(UTF_8)))
        .isEqualTo(new BodySniffer(oneValue, elements));
  }

  @Test
  void byteOrderMarkAndBlanks_areSkipped() {
    assertThat(BodySniffer.sniff("\uFEFF \r\n\t[1,2]\n ".getBytes(UTF_8)))
        .isEqualTo(new BodySniffer(true, 2));
    assertThat(BodySniffer.isBlank("\uFEFF \r\n\t".getBytes(UTF_8))).isTrue();
    assertThat(BodySniffer.isBlank("\uFEFF \r\n\t.".getBytes(UTF_8))).isFalse();
  }

  @Test
  void blankLines_areNotCounted() {
    assertThat(BodySniffer.lines("a\n\r\n \t\nb\n\nc".getBytes(UTF_8))).isEqualTo(3);
    assertThat(BodySniffer.lines("\n\n".getBytes(UTF_8))).isZero();
  }

  @Test
  void tenThousandLevels_areOneValueWithoutOverflow() {
    String body = "[".repeat(10_000) + "]".repeat(10_000);
    assertThat(BodySniffer.sniff(body.getBytes(UTF_8))).isEqualTo(new BodySniffer(true, 1));
  }
}
