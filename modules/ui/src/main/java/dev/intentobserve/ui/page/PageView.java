package dev.intentobserve.ui.page;

import dev.intentobserve.ui.component.Html;
import dev.intentobserve.ui.http.ApiReply;
import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.http.PageRequest;
import gg.jte.html.HtmlInterceptor;
import gg.jte.html.HtmlTemplateOutput;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * A page without its layout.
 *
 * @param status of HTTP
 * @param title of the window
 * @param section the entry of the navigation that is marked; empty for none
 * @param rest what comes after {@code main}; everything above is sent without waiting for it
 */
record PageView(int status, String title, String section, Html main, Future<Html> rest) {
  /** Writes a list; {@code current} is the page with its filters, without a cursor. */
  interface ListTemplate {
    void render(
        HtmlTemplateOutput out,
        @Nullable HtmlInterceptor none,
        String title,
        PageRequest request,
        Href current,
        ApiReply reply);
  }

  PageView(int status, String title, String section, Html main) {
    this(status, title, section, main, Future.succeededFuture(Html.NONE));
  }

  static PageView of(String title, String section, Html.Template main) {
    return new PageView(200, title, section, Html.of(main));
  }

  /** A list of the API that has the same path and filters as its page. */
  static Future<PageView> ofList(
      PageRequest request,
      String title,
      String section,
      Href current,
      int limit,
      ListTemplate template) {
    return request
        .getPage(current, limit)
        .map(
            reply ->
                of(
                    title,
                    section,
                    (out, none) -> template.render(out, none, title, request, current, reply)));
  }
}
