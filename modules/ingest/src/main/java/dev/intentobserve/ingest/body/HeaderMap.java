package dev.intentobserve.ingest.body;

import io.vertx.core.MultiMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The headers of an HTTP request or a bus message as a map, for code without Vert.x. */
public final class HeaderMap {
  public static final String CONTENT_TYPE = "content-type";
  public static final String CONTENT_ENCODING = "content-encoding";

  private HeaderMap() {}

  /** By lower-case name; the first of several values wins. */
  public static Map<String, String> of(MultiMap headers) {
    Map<String, String> map = new HashMap<>();
    headers.forEach((name, value) -> map.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
    return map;
  }
}
