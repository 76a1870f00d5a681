package dev.intentobserve.ui.component;

import dev.intentobserve.model.Utf16;
import dev.intentobserve.model.text.SafeText;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a page that is safe to send. Templates are ours and go in as they are; so does other
 * {@code Html}, alone or in a collection. Whatever else is put in is text and gets escaped: it may
 * come from anybody. Characters that would reorder or hide the text around them are shown by their
 * number instead.
 */
public final class Html {
  public static final Html NONE = new Html("");
  private static final int LONGEST_SHOWN = 300;

  private final String markup;

  private Html(String markup) {
    this.markup = markup;
  }

  /**
   * Fills each <code>{}</code> of {@code template} with the next argument; null is left out. Stand
   * between quotes where an attribute is filled.
   */
  public static Html of(String template, @Nullable Object... arguments) {
    StringBuilder out = new StringBuilder(template.length() + 64);
    int from = 0;
    for (Object argument : arguments) {
      int hole = template.indexOf("{}", from);
      if (hole < 0) {
        throw new IllegalArgumentException("more arguments than places in " + template);
      }
      out.append(template, from, hole);
      put(out, argument);
      from = hole + 2;
    }
    if (template.indexOf("{}", from) >= 0) {
      throw new IllegalArgumentException("fewer arguments than places in " + template);
    }
    return new Html(out.append(template, from, template.length()).toString());
  }

  /** {@code text} as it is, but for what a page must not hold. */
  public static Html text(@Nullable String text) {
    return of("{}", text);
  }

  /** At most so many characters as a reader wants of a title; the rest is counted. */
  public static Html truncated(@Nullable String text) {
    if (text == null || text.length() <= LONGEST_SHOWN) {
      return text(text);
    }
    String cut = Utf16.cut(text, LONGEST_SHOWN);
    return of(
        "{}<span class=\"cut\" title=\"{} more characters\">…</span>",
        cut,
        text.length() - cut.length());
  }

  public static Html all(Html... parts) {
    return of("{}", java.util.List.of(parts));
  }

  public static Html when(boolean condition, Html html) {
    return condition ? html : NONE;
  }

  @Override
  public String toString() {
    return markup;
  }

  private static void put(StringBuilder out, @Nullable Object argument) {
    switch (argument) {
      case null -> {}
      case Html html -> out.append(html.markup);
      case Collection<?> parts -> parts.forEach(part -> put(out, part));
      default -> escape(out, argument.toString());
    }
  }

  private static void escape(StringBuilder out, String text) {
    String shown = SafeText.multiLine(text);
    for (int i = 0; i < shown.length(); i++) {
      char c = shown.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(c);
      }
    }
  }
}
