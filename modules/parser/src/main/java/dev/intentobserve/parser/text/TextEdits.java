package dev.intentobserve.parser.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Replacements in a text, added in any order; everything else stays char for char. A replacement
 * that covers others wins, and of two for the same range the later one, so that no caller needs to
 * know the earlier ones.
 */
public final class TextEdits {
  private record Edit(int from, int to, String replacement) {}

  private static final Comparator<Edit> OUTER_FIRST =
      Comparator.comparingInt(Edit::from).thenComparing(Edit::to, Comparator.reverseOrder());

  private final List<Edit> edits = new ArrayList<>();

  public void replace(int from, int to, String replacement) {
    edits.add(new Edit(from, to, replacement));
  }

  public boolean isEmpty() {
    return edits.isEmpty();
  }

  public String apply(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int done = 0;
    for (Edit edit : edits.reversed().stream().sorted(OUTER_FIRST).toList()) {
      if (edit.from() >= done) {
        out.append(text, done, edit.from()).append(edit.replacement());
        done = edit.to();
      }
    }
    return out.append(text, done, text.length()).toString();
  }
}
