package dev.intentobserve.ui.component;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What was changed between two texts, word by word, with a little of what surrounds it; pure. */
public final class TextDiff {
  /** Characters around a change; what is left out between two is said by an ellipsis. */
  private static final int CONTEXT = 80;

  /** Between texts with more words the changes are shown as one: comparing takes their square. */
  private static final int MOST_WORDS = 400;

  private static final Pattern WORDS = Pattern.compile("[\\p{L}\\p{N}_]+|\\s+|.", Pattern.DOTALL);

  private TextDiff() {}

  public static Html between(String before, String after) {
    if (before.equals(after)) {
      return Html.of("<p class=\"quiet\">Nothing is changed.</p>");
    }
    int head = same(before, after);
    int tail = sameAtEnd(before, after, Math.min(before.length(), after.length()) - head);
    String removed = before.substring(head, before.length() - tail);
    String added = after.substring(head, after.length() - tail);
    List<Html> parts = new ArrayList<>();
    parts.add(Html.text(lead(before.substring(0, head))));
    changes(words(removed), words(added), parts);
    parts.add(Html.text(trail(after.substring(after.length() - tail))));
    return Html.of(
        "<pre class=\"difference\" tabindex=\"0\" role=\"region\" aria-label=\"What is changed\"><code>{}</code></pre>",
        parts);
  }

  private static void changes(List<String> removed, List<String> added, List<Html> parts) {
    if (removed.size() > MOST_WORDS || added.size() > MOST_WORDS) {
      parts.add(change(removed, added));
      return;
    }
    int done = 0;
    for (AbstractDelta<String> delta : DiffUtils.diff(removed, added).getDeltas()) {
      parts.add(Html.text(between(removed.subList(done, delta.getSource().getPosition()))));
      parts.add(change(delta.getSource().getLines(), delta.getTarget().getLines()));
      done = delta.getSource().last() + 1;
    }
    parts.add(Html.text(between(removed.subList(done, removed.size()))));
  }

  private static Html change(List<String> removed, List<String> added) {
    return Html.all(
        Html.when(!removed.isEmpty(), Html.of("<del>{}</del>", String.join("", removed))),
        Html.when(!added.isEmpty(), Html.of("<ins>{}</ins>", String.join("", added))));
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

  /** Whether a cut beside it may fall into a word, or into a character of two halves. */
  private static boolean isInside(char c) {
    return c == '_' || Character.isLetterOrDigit(c) || Character.isSurrogate(c);
  }

  private static char fromEnd(String text, int back) {
    return text.charAt(text.length() - 1 - back);
  }
}
