package dev.intentobserve.ingest.body;

import io.vertx.core.MultiMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Headers of a request or a bus message, as the pure parts of the room want them. */
public final class HeaderMap {
  public static final String CONTENT_TYPE = "content-type";
  public static final String CONTENT_ENCODING = "content-encoding";

  private HeaderMap() {}

  /** By lower-case name; of several with one name the first. */
  public static Map<String, String> of(MultiMap headers) {
    Map<String, String> map = new HashMap<>();
    headers.forEach((name, value) -> map.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
    return map;
  }
}
