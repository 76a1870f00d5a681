package dev.intentobserve.ui.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import org.jspecify.annotations.Nullable;

/** The address of a page or of something in the API: a path of this server, built here only. */
public record Href(String path) {
  private static final String API = "/api/v1";

  /**
   * Fills each <code>{}</code> of {@code template} with a percent-encoded part.
   *
   * @param template begins with a slash
   */
  public static Href of(String template, Object... parts) {
    String path = template;
    for (Object part : parts) {
      int hole = path.indexOf("{}");
      path = path.substring(0, hole) + encode(part.toString()) + path.substring(hole + 2);
    }
    return new Href(path);
  }

  public static Href event(String eventId) {
    return of("/events/{}", eventId);
  }

  public static Href trace(String ref) {
    return of("/traces/{}", ref);
  }

  /** One span of a trace, opened. */
  public static Href span(String ref, String spanId) {
    return trace(ref).with("span", spanId).at("s-" + spanId);
  }

  public static Href entity(String kind, String id) {
    return of("/entities/{}/{}", kind, id);
  }

  /** The same with a parameter, unless it has no value. */
  public Href with(String name, @Nullable Object value) {
    if (value == null || value.toString().isEmpty()) {
      return this;
    }
    String mark = path.indexOf('?') < 0 ? "?" : "&";
    return new Href(path + mark + encode(name) + "=" + encode(value.toString()));
  }

  public Href at(String fragment) {
    return new Href(path + "#" + encode(fragment));
  }

  /** The page's address of what the API has under {@code api}; null for what has no page. */
  public static @Nullable Href pageOf(@Nullable String api) {
    if (api == null || !api.startsWith(API)) {
      return null;
    }
    String path = api.substring(API.length());
    return path.startsWith("/metrics/")
        ? new Href("/metric" + path.substring("/metrics".length()))
        : new Href(path);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8).replace("+", "%20");
  }

  @Override
  public String toString() {
    return path;
  }
}
