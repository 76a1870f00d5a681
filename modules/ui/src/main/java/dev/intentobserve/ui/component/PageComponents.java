package dev.intentobserve.ui.component;

import dev.intentobserve.ui.http.ApiReply;
import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.http.PageRequest;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Pieces that many pages are made of. */
public final class PageComponents {
  private PageComponents() {}

  /** A state: its word, and a colour for those who see one. */
  public static Html state(@Nullable String state) {
    if (state == null) {
      return Html.NONE;
    }
    return Html.of(
        "<span class=\"state {}\">{}</span>", StatusTone.of(state).css(), state.replace('_', ' '));
  }

  static Html link(Href href, @Nullable String text) {
    return Html.of("<a href=\"{}\">{}</a>", href, Html.truncated(text));
  }

  /** A link to an entity as {@code {kind, id}}; a dash where there is none. */
  public static Html entity(@Nullable JsonObject key) {
    return key == null
        ? Html.of("<span class=\"quiet\">–</span>")
        : entity(key.getString("kind"), key.getString("id"));
  }

  public static Html entity(String kind, String id) {
    return Html.of(
        "<span class=\"kind\">{}</span> <a href=\"{}\">{}</a>",
        kind,
        Href.entity(kind, id),
        Html.truncated(id));
  }

  /** A link to an entity that is written as {@code kind:id}. */
  public static Html named(String key) {
    int colon = key.indexOf(':');
    return colon > 0
        ? entity(key.substring(0, colon), key.substring(colon + 1))
        : Html.truncated(key);
  }

  /** A link to an entity as {@code {kind, id, title}}, and its title. */
  public static Html titled(JsonObject entity) {
    return Html.of("{} {}", entity(entity), Html.truncated(entity.getString("title")));
  }

  /** What the one end of a link calls the other. */
  public static String relation(JsonObject link) {
    return relation(link.getString("relation", ""));
  }

  public static String relation(String code) {
    return code.replace('_', ' ');
  }

  /** A choice in a form of filters. */
  public static Html select(
      String name, String label, Collection<String> values, @Nullable String chosen) {
    List<Html> options =
        values.stream()
            .map(
                value ->
                    Html.of(
                        "<option value=\"{}\"{}>{}</option>",
                        value,
                        Html.when(value.equals(chosen), Html.of(" selected")),
                        value))
            .toList();
    return Html.of(
        "<label>{} <select name=\"{}\"><option value=\"\">any</option>{}</select></label>",
        label,
        name,
        options);
  }

  public static Html input(String name, String label, String example, @Nullable String value) {
    return Html.of(
        "<label>{} <input name=\"{}\" value=\"{}\" placeholder=\"{}\" size=\"12\"></label>",
        label,
        name,
        value,
        example);
  }

  /** What a form of filters leaves as it is. */
  public static Html hiddenInput(String name, @Nullable String value) {
    return value == null
        ? Html.NONE
        : Html.of("<input type=\"hidden\" name=\"{}\" value=\"{}\">", name, value);
  }

  public static Html filters(Href action, Html... fields) {
    return Html.of(
        "<form class=\"filters\" action=\"{}\">{}<button>Show</button> <a class=\"quiet\" href=\"{}\">all</a></form>",
        action,
        Html.all(fields),
        action);
  }

  /** Stands where an action would, for a viewer whose key may only look. */
  public static Html needsAdmin(String subject) {
    return Html.of(
        "<p class=\"quiet\">{} takes a key with the role <code>admin</code>; yours may only look.</p>",
        subject);
  }

  /** The way to the next page of a list, where there is one. */
  public static Html next(Href list, @Nullable String cursor) {
    return cursor == null
        ? Html.NONE
        : Html.of(
            "<p class=\"more\"><a rel=\"next\" href=\"{}\">Next page</a></p>",
            list.with("cursor", cursor));
  }

  /** An empty page of a list: what one that is not filtered says, or where else to look. */
  public static Html noResults(
      Href all, Href current, ApiReply reply, String subject, Supplier<Html> first) {
    if (reply.nextCursor() != null) {
      return Html.of("<p class=\"empty\">None on this page; the next one may have some.</p>");
    }
    return current.equals(all)
        ? first.get()
        : Html.of(
            "<p class=\"empty\">No {} is like that. <a href=\"{}\">Show all.</a></p>",
            subject,
            all);
  }

  /** What would fill an empty place, as a command to copy that reaches this very server. */
  public static Html empty(PageRequest pageRequest, String sentence, String event) {
    return Html.of(
        """
        <div class="empty"><p>{}</p>
        <pre><code>curl{} {}/api/v1/events -d '{}'</code></pre>
        <p class="quiet"><code>make demo</code> plays the whole life of an intent.</p></div>""",
        sentence,
        pageRequest.authorization().isEmpty() ? "" : " -H 'Authorization: Bearer KEY'",
        pageRequest.origin(),
        event);
  }
}
