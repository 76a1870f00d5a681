package dev.intentobserve.model.text;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds the known word that a misspelled one was probably meant to be. */
public final class Suggest {
  /** The distance takes the product of both lengths, and the word comes from outside. */
  private static final int MAX_LENGTH = 100;

  private Suggest() {}

  /**
   * The known word with the smallest edit distance, if no more than a third of its characters
   * differ (one character in a short word). Case does not count.
   */
  public static Optional<String> closest(String word, Collection<String> known) {
    if (word.isEmpty() || word.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    return known.stream()
        .filter(candidate -> distance(word, candidate) <= Math.max(1, candidate.length() / 3))
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
  }

  /** {@code "; did you mean X?"}, or nothing where no known word is close. */
  public static String hint(String word, Collection<String> known) {
    return closest(word, known).map(close -> "; did you mean " + close + "?").orElse("");
  }

  /** Levenshtein: the fewest characters to insert, delete or replace. */
  private static int distance(String from, String to) {
    int[] previous = new int[to.length() + 1];
    Arrays.setAll(previous, i -> i);
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[to.length() + 1];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = previous[j - 1] + (same(from.charAt(i - 1), to.charAt(j - 1)) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(previous[j], row[j - 1]) + 1);
      }
      previous = row;
    }
    return previous[to.length()];
  }

  private static boolean same(char a, char b) {
    return Character.toLowerCase(a) == Character.toLowerCase(b);
  }
}
