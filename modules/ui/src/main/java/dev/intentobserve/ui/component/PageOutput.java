package dev.intentobserve.ui.component;

import gg.jte.Content;
import gg.jte.html.HtmlTemplateOutput;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where templates write to. What a template states goes out as it is; every value put into it is
 * text from outside and is escaped, in the same way in an element and in a quoted attribute.
 * Characters that reorder or hide the text around them are shown by their number.
 *
 * <p>It refuses the two places where escaping would not be enough: code (scripts, styles, event
 * handlers) and addresses of other servers. A template with such a place fails in its first test.
 */
final class PageOutput implements HtmlTemplateOutput {
  private static final Set<String> ADDRESSES = Set.of("href", "src", "action", "formaction");
  private static final Set<String> CODE = Set.of("script", "style");

  private final StringBuilder out = new StringBuilder(1 << 12);
  private @Nullable String tag;
  private @Nullable String attribute;

  @Override
  public void setContext(@Nullable String tag, @Nullable String attribute) {
    this.tag = tag;
    this.attribute = attribute;
  }

  @Override
  public void writeContent(String markup) {
    out.append(markup);
  }

  @Override
  public void writeContent(String markup, int begin, int end) {
    out.append(markup, begin, end);
  }

  @Override
  public void writeUserContent(@Nullable String text) {
    if (text != null) {
      requireSafePlace(text);
      Html.escape(out, text);
    }
  }

  @Override
  public void writeUserContent(@Nullable Content content) {
    if (content != null) {
      content.writeTo(this);
    }
  }

  private void requireSafePlace(String text) {
    boolean code =
        attribute == null
            ? tag != null && CODE.contains(tag)
            : attribute.equals("style") || attribute.startsWith("on");
    boolean foreign =
        attribute != null
            && ADDRESSES.contains(attribute)
            && out.charAt(out.length() - 1) == '"'
            && (!text.startsWith("/") || text.startsWith("//"));
    if (code || foreign) {
      throw new IllegalStateException("no text may be put into " + tag + " " + attribute);
    }
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
