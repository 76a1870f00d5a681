package dev.intentobserve.parser.text;

import java.text.Normalizer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The ASCII letter that a character looks like: of another width or style, with accents, or of
 * another alphabet. Used only to find secrets; stored text keeps its characters.
 */
final class ConfusableCharacters {
  static final int UNCHANGED = -2;
  static final int REMOVED = -1;

  /**
   * Cyrillic, Greek, Armenian and other letters, each followed by the Latin letter it resembles.
   */
  private static final String CONFUSABLES =
      "аaеeоoрpсcуyхxіiјjѕsԁdһhӏlԛqԝwвbнhкkмmтtгrпnАAВBЕEКKМMНHОOРPСCТTУYХXІIЈJЅSԌGЗ3"
          + "αaβbεeηnιiκkνvοoρpτtυuχxωwγyσoςcΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX"
          + "օoոnսuհhրpցgԁdƽsɡgɑaıiȷjꓮAꓐBꓑPꓢSꓪWꓳOꓣRꓓDꓧHꓰEᴀaᴄcᴅdᴇeᴏoᴘpᴛtᴜuᴠvᴡwꜱsʀrɴn";

  private static final int UNKNOWN = -3;

  /** Results for the characters below U+3000; others are too rare to be worth a cache. */
  private static final int[] KNOWN = new int[0x3000];

  static {
    Arrays.fill(KNOWN, UNKNOWN);
    for (int i = 0; i < CONFUSABLES.length(); i += 2) {
      if (CONFUSABLES.charAt(i) < KNOWN.length) {
        KNOWN[CONFUSABLES.charAt(i)] = CONFUSABLES.charAt(i + 1);
      }
    }
  }

  private ConfusableCharacters() {}

  /** Thread-safe without a lock: two threads may compute the same result twice. */
  static int fold(int c) {
    if (c >= KNOWN.length) {
      return foldRare(c);
    }
    int known = KNOWN[c];
    if (known == UNKNOWN) {
      known = folded(c);
      KNOWN[c] = known;
    }
    return known;
  }

  /** Ideographs and Hangul resemble no letter and are most of the characters in this range. */
  private static int foldRare(int c) {
    boolean ordinary = (c < 0xa000) || (c >= 0xac00 && c < 0xd7b0) || (c >= 0xe000 && c < 0xf900);
    int at = ordinary || c >= 0xfe00 ? -1 : CONFUSABLES.indexOf(c);
    return at >= 0 ? CONFUSABLES.charAt(at + 1) : ordinary ? UNCHANGED : folded(c);
  }

  private static int folded(int c) {
    if (invisible(c)) {
      return REMOVED;
    }
    @Nullable String plain =
        Character.isValidCodePoint(c) && !(c >= 0xd800 && c < 0xe000)
            ? Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKD)
            : null;
    if (plain == null || plain.isEmpty() || plain.charAt(0) >= 0x80) {
      return UNCHANGED;
    }
    return plain.charAt(0);
  }

  private static boolean invisible(int c) {
    int type = Character.getType(c);
    boolean mark = type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    boolean filler =
        c == RecordText.REPLACEMENT
            || c == 0x115f
            || c == 0x1160
            || c == 0x3164
            || c == 0xffa0
            || c == 0x2800;
    return type == Character.FORMAT || mark || filler || (c >= 0x80 && c < 0xa0);
  }
}
