package dev.intentobserve.ui.component;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The changes between two texts, word by word, with a little text around each; pure. */
public final class TextDiff {
  /** Characters shown around a change; an ellipsis stands for the rest. */
  private static final int CONTEXT = 80;

  /** Longer changes are shown as one: the time to compare grows with the square of the words. */
  private static final int MAX_WORDS = 400;

  private static final Pattern WORDS = Pattern.compile("[\\p{L}\\p{N}_]+|\\s+|.", Pattern.DOTALL);

  enum Kind {
    SAME,
    REMOVED,
    ADDED
  }

  record Part(Kind kind, String text) {}

  private TextDiff() {}

  public static Html render(String before, String after) {
    List<Part> parts = between(before, after);
    return Html.of((out, none) -> JteTextDiffGenerated.render(out, none, parts));
  }

  /** Empty where nothing was changed. */
  private static List<Part> between(String before, String after) {
    if (before.equals(after)) {
      return List.of();
    }
    int head = same(before, after);
    int tail = sameAtEnd(before, after, Math.min(before.length(), after.length()) - head);
    String removed = before.substring(head, before.length() - tail);
    String added = after.substring(head, after.length() - tail);
    List<Part> parts = new ArrayList<>();
    parts.add(new Part(Kind.SAME, lead(before.substring(0, head))));
    addChanges(words(removed), words(added), parts);
    parts.add(new Part(Kind.SAME, trail(after.substring(after.length() - tail))));
    return parts;
  }

  private static void addChanges(List<String> removed, List<String> added, List<Part> parts) {
    if (removed.size() > MAX_WORDS || added.size() > MAX_WORDS) {
      addChange(removed, added, parts);
      return;
    }
    int done = 0;
    for (AbstractDelta<String> delta : DiffUtils.diff(removed, added).getDeltas()) {
      parts.add(
          new Part(Kind.SAME, between(removed.subList(done, delta.getSource().getPosition()))));
      addChange(delta.getSource().getLines(), delta.getTarget().getLines(), parts);
      done = delta.getSource().last() + 1;
    }
    parts.add(new Part(Kind.SAME, between(removed.subList(done, removed.size()))));
  }

  private static void addChange(List<String> removed, List<String> added, List<Part> parts) {
    if (!removed.isEmpty()) {
      parts.add(new Part(Kind.REMOVED, String.join("", removed)));
    }
    if (!added.isEmpty()) {
      parts.add(new Part(Kind.ADDED, String.join("", added)));
    }
  }

  private static List<String> words(String text) {
    return WORDS.matcher(text).results().map(match -> match.group()).toList();
  }

  private static String between(List<String> words) {
    String text = String.join("", words);
    return text.length() <= 2 * CONTEXT
        ? text
        : text.substring(0, CONTEXT) + " … " + text.substring(text.length() - CONTEXT);
  }

  private static String lead(String text) {
    return text.length() <= CONTEXT ? text : "… " + text.substring(text.length() - CONTEXT);
  }

  private static String trail(String text) {
    return text.length() <= CONTEXT ? text : text.substring(0, CONTEXT) + " …";
  }

  private static int same(String before, String after) {
    int most = Math.min(before.length(), after.length());
    int head = 0;
    while (head < most && before.charAt(head) == after.charAt(head)) {
      head++;
    }
    while (head > 0 && isInside(before.charAt(head - 1))) {
      head--;
    }
    return head;
  }

  private static int sameAtEnd(String before, String after, int most) {
    int tail = 0;
    while (tail < most && fromEnd(before, tail) == fromEnd(after, tail)) {
      tail++;
    }
    while (tail > 0 && isInside(fromEnd(before, tail - 1))) {
      tail--;
    }
    return tail;
  }

  /** Whether a cut beside it may split a word or a surrogate pair. */
  private static boolean isInside(char c) {
    return c == '_' || Character.isLetterOrDigit(c) || Character.isSurrogate(c);
  }

  private static char fromEnd(String text, int back) {
    return text.charAt(text.length() - 1 - back);
  }
}
