package dev.intentobserve.reading;

import java.util.ArrayList;
import java.util.List;

/** Replacements in a text, in the order of their places; all else stays char for char. */
final class Edits {
  private record Edit(int from, int to, String replacement) {}

  private final List<Edit> edits = new ArrayList<>();

  void replace(int from, int to, String replacement) {
    edits.add(new Edit(from, to, replacement));
  }

  /** Replaces a stretch whatever was replaced within it before. */
  void cover(int from, int to, String replacement) {
    edits.removeIf(edit -> edit.from() >= from && edit.to() <= to);
    int at = edits.size();
    while (at > 0 && edits.get(at - 1).from() > from) {
      at--;
    }
    edits.add(at, new Edit(from, to, replacement));
  }

  boolean isEmpty() {
    return edits.isEmpty();
  }

  String apply(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int done = 0;
    for (Edit edit : edits) {
      out.append(text, done, edit.from()).append(edit.replacement());
      done = edit.to();
    }
    return out.append(text, done, text.length()).toString();
  }
}
