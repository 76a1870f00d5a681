package dev.intentobserve.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What somebody filled in; of a name that comes twice the first value. */
record Form(Map<String, String> fields) {
  static final Form NONE = new Form(Map.of());

  Form {
    fields = Map.copyOf(fields);
  }

  @Nullable String text(String name) {
    return fields.get(name);
  }

  String text(String name, String fallback) {
    return fields.getOrDefault(name, fallback);
  }

  /**
   * Reads {@code application/x-www-form-urlencoded}.
   *
   * @throws ApiFault 400 where a percent sign encodes nothing
   */
  static Form parse(String body) {
    Map<String, String> fields = new HashMap<>();
    for (String pair : body.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      fields.putIfAbsent(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
    }
    return new Form(fields);
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      throw new ApiFault(400, "invalid_form", "The form is not encoded as a browser does it.");
    }
  }
}
