package dev.intentobserve.slo.openslo;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses what somebody meant to write. */
final class SpellingSuggestions {
  private static final int MAX = 64;

  private SpellingSuggestions() {}

  /** {@code "; did you mean X?"}, or nothing where no known word is close. */
  static String of(String word, Collection<String> known) {
    return closest(word, known).map(close -> "; did you mean " + close + "?").orElse("");
  }

  private static Optional<String> closest(String word, Collection<String> known) {
    if (word.isEmpty() || word.length() > MAX) {
      return Optional.empty();
    }
    return known.stream()
        .filter(candidate -> distance(word, candidate) <= Math.max(1, candidate.length() / 3))
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)));
  }

  /** How many letters must be added, removed or exchanged; upper case counts as lower case. */
  private static int distance(String a, String b) {
    int[] before = new int[b.length() + 1];
    Arrays.setAll(before, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int other = same(a.charAt(i - 1), b.charAt(j - 1)) ? 0 : 1;
        row[j] = Math.min(Math.min(row[j - 1], before[j]) + 1, before[j - 1] + other);
      }
      before = row;
    }
    return before[b.length()];
  }

  private static boolean same(char a, char b) {
    return Character.toLowerCase(a) == Character.toLowerCase(b);
  }
}
