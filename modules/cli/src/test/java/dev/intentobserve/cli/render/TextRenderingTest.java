package dev.intentobserve.cli.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.cli.client.InputLineReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The small tools that make text. */
class TextRenderingTest {
  @Test
  void safeText_showsWhatATerminalWouldActOn() {
    assertThat(TerminalText.text("plain é 支 👩‍🚀")).isEqualTo("plain é 支 👩‍🚀");
    assertThat(TerminalText.text("a\u001b]0;x\u0007\r\n\t\u009b\u202e\u2066\ufeff\u2028\ud800"))
        .isEqualTo("a\\u001b]0;x\\u0007\\r\\n\\t\\u009b\\u202e\\u2066\\ufeff\\u2028\\ud800");
    assertThat(TerminalText.text(new String(Character.toChars(0xE0041))))
        .isEqualTo("\\udb40\\udc41");
  }

  @Test
  void width_countsCells() {
    assertThat(TextWidth.of("abc")).isEqualTo(3);
    assertThat(TextWidth.of("支払い")).isEqualTo(6);
    assertThat(TextWidth.of("e\u0301")).isEqualTo(1);
    assertThat(TextWidth.cut("支払いの再試行", 7, "…")).isEqualTo("支払い…");
    assertThat(TextWidth.cut("abcdef", 5, "...")).isEqualTo("ab...");
    assertThat(TextWidth.cut("abc", 3, "…")).isEqualTo("abc");
    assertThat(TextWidth.cut("abc", 0, "...")).isEmpty();
    assertThat(TextWidth.pad("支", 4)).isEqualTo("支  ");
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0s",
    "PT0.12S, 120ms",
    "PT59.9S, 59s",
    "PT60S, 1m",
    "PT61S, 1m 1s",
    "PT1H, 1h",
    "PT25H, 1d 1h",
    "PT1H59M, 1h 59m",
    "P400D, 400d",
    "PT-90M, -1h 30m"
  })
  void span_isTheTwoLargestUnits(Duration duration, String text) {
    assertThat(DurationText.text(duration)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"10s, PT10S", "1d12h, PT36H", "250ms, PT0.25S", "PT5M, PT5M", "2w, PT336H"})
  void span_isReadAsItIsWritten(String text, Duration duration) {
    assertThat(DurationText.parse(text)).contains(duration);
  }

  @ParameterizedTest
  @CsvSource({"''", "soon", "10", "10x", "-5s", "10s later"})
  void span_refusesTheRest(String text) {
    assertThat(DurationText.parse(text)).isEmpty();
  }

  @Test
  void lines_areCutAndCounted() throws IOException {
    byte[] input = "\n a\r\n\t \n0123456789\nlast".getBytes(UTF_8);
    List<String> lines = new ArrayList<>();
    try (InputLineReader source = new InputLineReader(new ByteArrayInputStream(input), 5)) {
      for (byte[] line = source.next(); line != null; line = source.next()) {
        lines.add(source.number() + ":" + new String(line, UTF_8));
      }
    }
    assertThat(lines).containsExactly("2: a\r", "4:012345", "5:last");
  }
}
