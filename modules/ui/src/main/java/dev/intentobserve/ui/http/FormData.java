package dev.intentobserve.ui.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of a form; the first value counts where a name is repeated. */
public record FormData(Map<String, String> fields) {
  public static final FormData NONE = new FormData(Map.of());

  public FormData {
    fields = Map.copyOf(fields);
  }

  public @Nullable String text(String name) {
    return fields.get(name);
  }

  public String text(String name, String fallback) {
    return fields.getOrDefault(name, fallback);
  }

  /**
   * Reads {@code application/x-www-form-urlencoded}.
   *
   * @throws ApiFault 400 where a percent sign is not followed by two hexadecimal digits
   */
  static FormData parse(String body) {
    Map<String, String> fields = new HashMap<>();
    for (String pair : body.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      fields.putIfAbsent(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
    }
    return new FormData(fields);
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) {
      throw new ApiFault(400, "invalid_form", "The form is not percent-encoded correctly.");
    }
  }
}
