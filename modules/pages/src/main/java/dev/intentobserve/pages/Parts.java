package dev.intentobserve.pages;

import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Pieces that many pages are made of. */
final class Parts {
  private Parts() {}

  /** A state: its word, and a colour for those who see one. */
  static Html state(@Nullable String state) {
    if (state == null) {
      return Html.NONE;
    }
    return Html.of(
        "<span class=\"state {}\">{}</span>", Tone.of(state).css(), state.replace('_', ' '));
  }

  static Html link(Href href, @Nullable String text) {
    return Html.of("<a href=\"{}\">{}</a>", href, Html.brief(text));
  }

  /** A link to an entity as {@code {kind, id}}; a dash where there is none. */
  static Html entity(@Nullable JsonObject key) {
    return key == null
        ? Html.of("<span class=\"quiet\">–</span>")
        : entity(key.getString("kind"), key.getString("id"));
  }

  static Html entity(String kind, String id) {
    return Html.of(
        "<span class=\"kind\">{}</span> <a href=\"{}\">{}</a>",
        kind,
        Href.entity(kind, id),
        Html.brief(id));
  }

  /** A link to an entity that is written as {@code kind:id}. */
  static Html named(String key) {
    int colon = key.indexOf(':');
    return colon > 0 ? entity(key.substring(0, colon), key.substring(colon + 1)) : Html.brief(key);
  }

  /** A link to an entity as {@code {kind, id, title}}, and its title. */
  static Html titled(JsonObject entity) {
    return Html.of("{} {}", entity(entity), Html.brief(entity.getString("title")));
  }

  /** What the one end of a link calls the other. */
  static String relation(JsonObject link) {
    return relation(link.getString("relation", ""));
  }

  static String relation(String code) {
    return code.replace('_', ' ');
  }

  /** A choice in a form of filters. */
  static Html select(
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

  static Html input(String name, String label, String example, @Nullable String value) {
    return Html.of(
        "<label>{} <input name=\"{}\" value=\"{}\" placeholder=\"{}\" size=\"12\"></label>",
        label,
        name,
        value,
        example);
  }

  /** What a form of filters leaves as it is. */
  static Html kept(String name, @Nullable String value) {
    return value == null
        ? Html.NONE
        : Html.of("<input type=\"hidden\" name=\"{}\" value=\"{}\">", name, value);
  }

  static Html filters(Href action, Html... fields) {
    return Html.of(
        "<form class=\"filters\" action=\"{}\">{}<button>Show</button> <a class=\"quiet\" href=\"{}\">all</a></form>",
        action,
        Html.all(fields),
        action);
  }

  /** Stands where an action would, for a viewer whose key may only look. */
  static Html needsAdmin(String what) {
    return Html.of(
        "<p class=\"quiet\">{} takes a key with the role <code>admin</code>; yours may only look.</p>",
        what);
  }

  /** The way to the next page of a list, where there is one. */
  static Html next(Href list, @Nullable String cursor) {
    return cursor == null
        ? Html.NONE
        : Html.of(
            "<p class=\"more\"><a rel=\"next\" href=\"{}\">Next page</a></p>",
            list.with("cursor", cursor));
  }

  /** An empty page of a list: what one that is not filtered says, or where else to look. */
  static Html nothing(Href all, Href here, Reply reply, String what, Supplier<Html> first) {
    if (reply.nextCursor() != null) {
      return Html.of("<p class=\"empty\">None on this page; the next one may have some.</p>");
    }
    return here.equals(all)
        ? first.get()
        : Html.of(
            "<p class=\"empty\">No {} is like that. <a href=\"{}\">Show all.</a></p>", what, all);
  }

  /** What would fill an empty place, as a command to copy that reaches this very server. */
  static Html empty(Visit visit, String sentence, String event) {
    return Html.of(
        """
        <div class="empty"><p>{}</p>
        <pre><code>curl{} {}/api/v1/events -d '{}'</code></pre>
        <p class="quiet"><code>make demo</code> plays the whole life of an intent.</p></div>""",
        sentence,
        visit.authorization().isEmpty() ? "" : " -H 'Authorization: Bearer KEY'",
        visit.origin(),
        event);
  }
}
