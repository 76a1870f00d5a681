package dev.intentobserve.ui.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import gg.jte.Content;
import gg.jte.TemplateOutput;
import java.net.URLEncoder;
import org.jspecify.annotations.Nullable;

/**
 * The address of a page or an API resource: a path of this server, its parts percent-encoded. In a
 * template it stands for its path.
 */
public record Href(String path) implements Content {
  private static final String API = "/api/v1";

  /**
   * Fills each <code>{}</code> of {@code template} with a percent-encoded part.
   *
   * @param template begins with a slash
   */
  public static Href of(String template, Object... parts) {
    String path = template;
    for (Object part : parts) {
      int place = path.indexOf("{}");
      if (place < 0) {
        throw new IllegalArgumentException("more parts than places in " + template);
      }
      path = path.substring(0, place) + encode(part.toString()) + path.substring(place + 2);
    }
    if (path.contains("{}")) {
      throw new IllegalArgumentException("fewer parts than places in " + template);
    }
    return new Href(path);
  }

  public static Href event(String eventId) {
    return of("/events/{}", eventId);
  }

  public static Href trace(String ref) {
    return of("/traces/{}", ref);
  }

  /** The page of a trace with one span opened. */
  public static Href span(String ref, String spanId) {
    return trace(ref).with("span", spanId).at("s-" + spanId);
  }

  public static Href entity(String kind, String id) {
    return of("/entities/{}/{}", kind, id);
  }

  /** All events of an entity ({@code kind:id}) with their bodies, oldest first. */
  public static Href eventsAbout(String entity) {
    return of("/events").with("entity", entity).with("order", "asc").with("bodies", "yes");
  }

  /** The page of a metric's events. */
  public static Href metric(String name) {
    return of("/metric/{}/events", name);
  }

  /** Adds a parameter, unless {@code value} is null or empty. */
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

  /** The API resource that this page shows; it has the same parameters. */
  public Href inApi() {
    return new Href(API + path.replaceFirst("^/metric/", "/metrics/"));
  }

  /** The page that shows the API resource {@code api}; null for a resource without a page. */
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
  public void writeTo(TemplateOutput output) {
    output.writeUserContent(path);
  }

  @Override
  public String toString() {
    return path;
  }
}
