package dev.intentobserve.parser.text;

import java.util.function.IntPredicate;

/** Finds where characters of one kind end, after a position or before it. */
public final class CharacterRuns {
  private CharacterRuns() {}

  /** The end of the characters of a kind that begin at {@code from}, of at most {@code most}. */
  public static int end(String text, int from, int most, IntPredicate kind) {
    int i = from;
    while (i < text.length() && i - from < most && kind.test(text.charAt(i))) {
      i++;
    }
    return i;
  }

  public static int end(String text, int from, IntPredicate kind) {
    return end(text, from, Integer.MAX_VALUE, kind);
  }

  /** The begin of the characters of a kind that end at {@code end}, of at most {@code most}. */
  public static int begin(String text, int end, int most, IntPredicate kind) {
    int i = end;
    while (i > 0 && end - i < most && kind.test(text.charAt(i - 1))) {
      i--;
    }
    return i;
  }
}
