package dev.intentobserve.ui.component;

import dev.intentobserve.ui.http.Href;

/**
 * One figure on the first page.
 *
 * @param rest what the figure rests on, or more about it
 * @param href the events behind it
 */
public record MetricTile(String subject, String value, String rest, Href href) {
  public Html html() {
    return Html.of(
        "<li class=\"tile\"><a href=\"{}\"><span class=\"what\">{}</span><span class=\"figure\">{}</span>"
            + "<span class=\"rest\">{}</span></a></li>",
        href,
        subject,
        value,
        rest);
  }
}
