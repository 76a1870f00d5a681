package dev.intentobserve.pages;

/** What was changed between two texts, with a little of what surrounds it; pure. */
final class Difference {
  private static final int CONTEXT = 200;

  private Difference() {}

  static Html between(String before, String after) {
    if (before.equals(after)) {
      return Html.of("<p class=\"quiet\">Nothing is changed.</p>");
    }
    int head = same(before, after);
    int most = Math.min(before.length(), after.length()) - head;
    int tail = 0;
    while (tail < most && fromEnd(before, tail) == fromEnd(after, tail)) {
      tail++;
    }
    String removed = before.substring(head, before.length() - tail);
    String added = after.substring(head, after.length() - tail);
    int start = Math.max(0, head - CONTEXT);
    int end = Math.min(after.length(), after.length() - tail + CONTEXT);
    return Html.of(
        "<pre class=\"difference\"><code>{}{}{}{}{}{}</code></pre>",
        start > 0 ? "… " : "",
        before.substring(start, head),
        Html.when(!removed.isEmpty(), Html.of("<del>{}</del>", removed)),
        Html.when(!added.isEmpty(), Html.of("<ins>{}</ins>", added)),
        after.substring(after.length() - tail, end),
        end < after.length() ? " …" : "");
  }

  private static int same(String before, String after) {
    int most = Math.min(before.length(), after.length());
    int head = 0;
    while (head < most && before.charAt(head) == after.charAt(head)) {
      head++;
    }
    return head;
  }

  private static char fromEnd(String text, int back) {
    return text.charAt(text.length() - 1 - back);
  }
}
