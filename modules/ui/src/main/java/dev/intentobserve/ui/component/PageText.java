package dev.intentobserve.ui.component;

import io.vertx.core.json.JsonObject;

/** Words of the API as people read them; pure. */
public final class PageText {
  private PageText() {}

  /** What the one end of a link calls the other. */
  static String relation(JsonObject link) {
    return relation(link.getString("relation", ""));
  }

  public static String relation(String code) {
    return code.equals("grew_from") ? "created from" : code.replace('_', ' ');
  }
}
