package dev.intentobserve.model.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SafeTextTest {
  @Test
  void singleLine_showsTheCodeOfWhatAScreenWouldActOn() {
    assertThat(SafeText.singleLine("plain é 支 👩‍🚀")).isEqualTo("plain é 支 👩‍🚀");
    assertThat(SafeText.singleLine("a\u001b]0;x\u0007\r\n\t\u009b\u202e\u2066\ufeff\u2028\ud800"))
        .isEqualTo("a\\u001b]0;x\\u0007\\r\\n\\t\\u009b\\u202e\\u2066\\ufeff\\u2028\\ud800");
    assertThat(SafeText.singleLine(new String(Character.toChars(0xE0041))))
        .isEqualTo("\\udb40\\udc41");
  }

  @Test
  void multiLine_keepsLineFeedsAndTabs() {
    assertThat(SafeText.multiLine("a\n\tb\r\u0085")).isEqualTo("a\n\tb\\r\\u0085");
  }

  @Test
  void summary_isOneLineOfLimitedLength() {
    assertThat(SafeText.summary("\u001b a\r\n\u202eb\ud800 ", 100)).isEqualTo("a b");
    assertThat(SafeText.summary("x".repeat(9) + "😀", 10)).isEqualTo("x".repeat(9));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0, 0x1b, 0x85, 0xad, 0x61c, 0x200b, 0x200e, 0x200f, 0x2028, 0x202a, 0x202e, 0x2066, 0x2069,
        0xd800, 0xdc00, 0xfeff, 0xfff9, 0xfffe, 0xffff, 0x1ffff, 0xe0041
      })
  void unsafe_isWhatActsOrHides(int codePoint) {
    assertThat(SafeText.isUnsafe(codePoint)).isTrue();
    assertThat(SafeText.hasUnsafe("a" + Character.toString(codePoint))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {' ', '~', 0xe9, 0x200c, 0x200d, 0x600, 0x6dd, 0xfffd, 0x1f600})
  void safe_isWhatAReaderSees(int codePoint) {
    assertThat(SafeText.isUnsafe(codePoint)).isFalse();
    assertThat(SafeText.hasUnsafe("a" + Character.toString(codePoint))).isFalse();
  }
}
