package dev.intentobserve.cli.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.cli.client.InputLineReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Widths and tables. */
class TextRenderingTest {
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

  @Test
  void lines_areCutAndCounted() throws IOException {
    byte[] input = "\n a\r\n\t \n0123456789\nlast".getBytes(UTF_8);
    List<String> lines = new ArrayList<>();
    InputLineReader source = new InputLineReader(new ByteArrayInputStream(input), 5);
    for (byte[] line = source.next(); line != null; line = source.next()) {
      lines.add(source.number() + ":" + new String(line, UTF_8));
    }
    assertThat(lines).containsExactly("2: a\r", "4:012345", "5:last");
  }
}
