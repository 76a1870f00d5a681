package dev.intentobserve.ui.page;

import dev.intentobserve.model.Utf16;
import dev.intentobserve.ui.component.Html;
import dev.intentobserve.ui.http.StaticAssets;
import gg.jte.Content;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The layout of every page: head, navigation, search box, footer. */
record PageLayout(StaticAssets assets) {
  static final List<Section> SECTIONS =
      List.of(
          new Section("/", "Live"),
          new Section("/traces", "Traces"),
          new Section("/events", "Events"),
          new Section("/slos", "Objectives"),
          new Section("/alerts", "Alerts"),
          new Section("/dead-letters", "Dead letters"));

  private static final int MAX_QUERY_CHARS = 1000;

  /** Marks where the rest of a page goes; text in a page never contains this character. */
  private static final char REST = '\0';

  private static final Content REST_MARK = output -> output.writeContent(String.valueOf(REST));

  record Section(String href, String name) {}

  /** A whole page, in the parts before and after what it adds later. */
  record Frame(String begin, String end) {}

  Frame render(PageView view, @Nullable String query, boolean loggedIn) {
    String shownQuery = query == null ? "" : Utf16.cut(query, MAX_QUERY_CHARS);
    String page =
        Html.of(
                (out, none) ->
                    JtePageLayoutGenerated.render(
                        out, none, assets, view, REST_MARK, shownQuery, loggedIn))
            .toString();
    int rest = page.indexOf(REST);
    return new Frame(page.substring(0, rest), page.substring(rest + 1));
  }
}
