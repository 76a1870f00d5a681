package dev.intentobserve.ui.page;

import dev.intentobserve.ui.component.Html;
import io.vertx.core.Future;

/**
 * A page without its layout.
 *
 * @param status of HTTP
 * @param title of the window
 * @param section the entry of the navigation that is marked; empty for none
 * @param rest what comes after {@code main}; everything above is sent without waiting for it
 */
record PageView(int status, String title, String section, Html main, Future<Html> rest) {
  PageView(int status, String title, String section, Html main) {
    this(status, title, section, main, Future.succeededFuture(Html.NONE));
  }

  static PageView of(String title, String section, Html.Template main) {
    return new PageView(200, title, section, Html.of(main));
  }
}
