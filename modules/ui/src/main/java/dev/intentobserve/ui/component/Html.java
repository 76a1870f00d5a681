package dev.intentobserve.ui.component;

import dev.intentobserve.model.text.SafeText;
import gg.jte.Content;
import gg.jte.TemplateOutput;
import gg.jte.html.HtmlInterceptor;
import gg.jte.html.HtmlTemplateOutput;
import org.jspecify.annotations.Nullable;

/** A rendered piece of a page. Only templates make one, so that it is safe to send. */
public final class Html implements Content {
  public static final Html NONE = new Html("");

  private final String markup;

  private Html(String markup) {
    this.markup = markup;
  }

  /** The {@code render} method of a generated template, its own parameters given. */
  @FunctionalInterface
  public interface Template {
    void render(HtmlTemplateOutput output, @Nullable HtmlInterceptor none);
  }

  public static Html of(Template template) {
    PageOutput output = new PageOutput();
    template.render(output, null);
    return new Html(output.toString());
  }

  @Override
  public void writeTo(TemplateOutput output) {
    output.writeContent(markup);
  }

  @Override
  public String toString() {
    return markup;
  }

  static void escape(StringBuilder out, String text) {
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
