package dev.intentobserve.ui.page;

import dev.intentobserve.ui.component.Html;
import dev.intentobserve.ui.http.StaticAssets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The frame of every page: the head, the navigation, the search box. */
public record PageLayout(StaticAssets assets) {
  private record Section(String path, String word) {}

  private static final List<Section> SECTIONS =
      List.of(
          new Section("/", "Live"),
          new Section("/traces", "Traces"),
          new Section("/events", "Events"),
          new Section("/slos", "Objectives"),
          new Section("/alerts", "Alerts"),
          new Section("/dead-letters", "Dead letters"));

  /** The page up to and with its main part; what is left of it comes next. */
  String begin(PageView view, @Nullable String requested) {
    return Html.of(
            """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>{} · Intent Observe</title>
            <link rel="icon" href="{}" type="image/svg+xml">
            <link rel="stylesheet" href="{}">
            <script src="{}"></script>
            </head>
            <body>
            <a class="skip" href="#main">Skip to the content</a>
            {}
            <main id="main" tabindex="-1">
            {}
            """,
            view.title(),
            assets.href("favicon.svg"),
            assets.href("pages.css"),
            assets.href("pages.js"),
            header(view.section(), requested),
            view.main())
        .toString();
  }

  /** The end of the page. */
  String end(Html rest, boolean known) {
    return Html.of(
            """
            {}
            </main>
            {}
            </body>
            </html>
            """,
            rest,
            footer(known))
        .toString();
  }

  private static Html header(String current, @Nullable String requested) {
    return Html.of(
        """
        <header class="top">
        <a class="brand" href="/">Intent Observe</a>
        <nav aria-label="Pages"><ul>{}</ul></nav>
        <form class="search" action="/search" role="search">
        <input type="search" name="q" value="{}" placeholder="Any id, title word or event" \
        aria-label="Search: any id, trace id, title word or pasted event" autocomplete="off" spellcheck="false">
        <button>Search</button>
        </form>
        </header>""",
        SECTIONS.stream().map(section -> link(section, current)).toList(),
        requested == null ? "" : dev.intentobserve.model.Utf16.cut(requested, 1000));
  }

  private static Html link(Section section, String current) {
    return section.word().equals(current)
        ? Html.of("<li><a href=\"{}\" aria-current=\"page\">{}</a></li>", section.path(), current)
        : Html.of("<li><a href=\"{}\">{}</a></li>", section.path(), section.word());
  }

  private static Html footer(boolean known) {
    Html leave =
        Html.of(
            "<form action=\"/logout\" method=\"post\"><button class=\"quiet\">Log out</button></form>");
    return Html.of(
        """
        <footer>
        <span>All that stands here is in the <a href="/openapi.yaml">API</a>, too. Times are UTC.</span>
        <span class="script"><button type="button" class="quiet" id="theme">Dark or light</button>
        <button type="button" class="quiet" id="keys">Keys <kbd>?</kbd></button></span>
        {}
        </footer>""",
        Html.when(known, leave));
  }
}
