package dev.intentobserve.ui.page;

import dev.intentobserve.ui.component.Html;
import io.vertx.core.Future;

/**
 * A page, before it has a frame around it.
 *
 * @param title for the window and as the page's heading for readers of screens
 * @param section the word of the navigation that is marked; empty for none
 * @param rest what comes below {@code main}; all above is sent, and seen, before this is there
 */
record PageView(int status, String title, String section, Html main, Future<Html> rest) {
  PageView(int status, String title, String section, Html main) {
    this(status, title, section, main, Future.succeededFuture(Html.NONE));
  }

  public static PageView of(String title, String section, Html main) {
    return new PageView(200, title, section, main);
  }
}
