package dev.intentobserve.pages;

/**
 * One figure on the first page.
 *
 * @param rest what the figure rests on, or more about it
 * @param href the events behind it
 */
record Tile(String what, String figure, String rest, Href href) {
  Html html() {
    return Html.of(
        "<li class=\"tile\"><a href=\"{}\"><span class=\"what\">{}</span><span class=\"figure\">{}</span>"
            + "<span class=\"rest\">{}</span></a></li>",
        href,
        what,
        figure,
        rest);
  }
}
