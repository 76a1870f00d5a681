package dev.intentobserve.pages;

import io.vertx.core.Future;

/**
 * A page, before it has a frame around it.
 *
 * @param title for the window and as the page's heading for readers of screens
 * @param section the word of the navigation that is marked; empty for none
 * @param rest what comes below {@code main}; all above is sent, and seen, before this is there
 */
record View(int status, String title, String section, Html main, Future<Html> rest) {
  View(int status, String title, String section, Html main) {
    this(status, title, section, main, Future.succeededFuture(Html.NONE));
  }

  static View of(String title, String section, Html main) {
    return new View(200, title, section, main);
  }
}
