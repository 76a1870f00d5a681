package dev.intentobserve.cli.render;

import java.util.ArrayList;
import java.util.List;

/** The width of text in terminal cells: approximate, for every script. */
public final class TextWidth {
  private static final int[] WIDE = {
    0x1100, 0x115f, 0x231a, 0x231b, 0x2e80, 0x303e, 0x3041, 0x33ff, 0x3400, 0x4dbf, 0x4e00, 0x9fff,
    0xa000, 0xa4cf, 0xa960, 0xa97f, 0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe30, 0xfe6f, 0xff00, 0xff60,
    0xffe0, 0xffe6, 0x1f300, 0x1f64f, 0x1f680, 0x1f6ff, 0x1f900, 0x1faff, 0x20000, 0x3fffd
  };

  private TextWidth() {}

  public static int of(String text) {
    return text.codePoints().map(TextWidth::of).sum();
  }

  /** Cuts text to {@code cells}; cut text ends in {@code ellipsis}. */
  static String cut(String text, int cells, String ellipsis) {
    if (of(text) <= cells) {
      return text;
    }
    int available = Math.max(0, cells - of(ellipsis));
    StringBuilder out = new StringBuilder();
    for (int c : text.codePoints().toArray()) {
      available -= of(c);
      if (available < 0) {
        break;
      }
      out.appendCodePoint(c);
    }
    return out.toString().stripTrailing() + TextWidth.prefix(ellipsis, cells);
  }

  /** Wraps at spaces to lines of at most {@code cells}; a longer word gets its own line. */
  static List<String> wrap(String text, int cells) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && of(line.toString()) + 1 + of(word) > cells) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    if (!line.isEmpty()) {
      lines.add(line.toString());
    }
    return lines;
  }

  public static String pad(String text, int cells) {
    return text + " ".repeat(Math.max(0, cells - of(text)));
  }

  static String padLeft(String text, int cells) {
    return " ".repeat(Math.max(0, cells - of(text))) + text;
  }

  private static String prefix(String ascii, int cells) {
    return ascii.substring(0, Math.min(ascii.length(), Math.max(0, cells)));
  }

  private static int of(int c) {
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    for (int i = 0; i < WIDE.length; i += 2) {
      if (c >= WIDE[i] && c <= WIDE[i + 1]) {
        return 2;
      }
    }
    return 1;
  }
}
