package dev.intentobserve.app.config;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds what somebody may have meant. */
final class ConfigSuggestion {
  private ConfigSuggestion() {}

  /** The closest name, unless even that one differs in more than half of its letters. */
  static Optional<String> nearest(String wrong, List<String> names) {
    return names.stream()
        .min(Comparator.comparingInt(name -> between(wrong, name)))
        .filter(name -> between(wrong, name) * 2 <= name.length());
  }

  /** Levenshtein: the fewest letters to insert, delete or replace. */
  static int between(String from, String to) {
    int[] previous = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int[] row = new int[to.length() + 1];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(replaced, Math.min(previous[j], row[j - 1]) + 1);
      }
      previous = row;
    }
    return previous[to.length()];
  }
}
