package dev.intentobserve.pages;

import dev.intentobserve.event.Characters;
import dev.intentobserve.event.Kind;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One entity: where it stands, how it got there, what it came from and what came of it. */
record EntityPage() {
  private static final String PREFIX = "/entities/";

  void mount(PageRoutes routes) {
    routes.get("/entities/*", EntityPage::show);
  }

  private static Future<View> show(Visit visit) {
    String rest = visit.rest(PREFIX);
    int slash = rest.indexOf('/');
    if (slash < 0) {
      throw new ApiFault(
          404, "not_found", "An entity has a kind and an id: /entities/signal/SIG-1");
    }
    String kind = rest.substring(0, slash);
    String id = rest.substring(slash + 1);
    return visit
        .get(Href.of("/api/v1/entities/{}/{}", kind, id))
        .compose(entity -> withTrace(visit, kind, id, entity.json()));
  }

  private static Future<View> withTrace(Visit visit, String kind, String id, JsonObject entity) {
    String traceId = entity.getJsonObject("placement", new JsonObject()).getString("trace_id");
    if (traceId == null) {
      return Future.succeededFuture(view(visit, kind, id, entity, null));
    }
    return visit
        .get(Href.of("/api/v1/traces/{}", traceId))
        .compose(
            trace -> visit.api().aside(trace, () -> view(visit, kind, id, entity, trace.json())))
        .recover(error -> Future.succeededFuture(view(visit, kind, id, entity, null)));
  }

  private static View view(
      Visit visit, String kind, String id, JsonObject entity, @Nullable JsonObject trace) {
    String title = entity.getString("title");
    String heading = Characters.cut(title == null ? id : title, 300);
    Html main =
        Html.of(
            "{}{}<div class=\"two\"><div>{}{}</div><div>{}{}</div></div>",
            head(entity, heading, kind, id, visit.now()),
            course(entity, kind, visit.now()),
            history(entity, visit.now()),
            attributes(entity, visit.now()),
            lineage(entity, kind, id, trace),
            flags(entity));
    return View.of(heading, "Traces", main);
  }

  private static Html head(JsonObject entity, String heading, String kind, String id, Instant now) {
    String level = entity.getString("level");
    String trust = entity.getString("trust");
    return Html.of(
        """
        <h1>{}</h1>
        <p class="lead"><span class="kind">{}</span> {} {}{}</p>
        <dl class="facts">
        <div><dt>Level</dt><dd>{}</dd></div><div><dt>Trust</dt><dd>{}</dd></div>
        <div><dt>First seen</dt><dd>{}</dd></div><div><dt>Last seen</dt><dd>{}</dd></div>
        </dl>
        <p class="ways"><a href="{}">Its events</a> <a href="{}">As JSON</a></p>
        """,
        heading,
        kind,
        Html.brief(id),
        Parts.state(entity.getString("state")),
        Html.when(
            Boolean.TRUE.equals(entity.getBoolean("collision")),
            Html.of(" <span class=\"state bad\">collision</span>")),
        level == null ? "–" : level,
        trust == null ? "–" : Html.brief(trust),
        Times.time(entity.getString("first_seen"), now),
        Times.time(entity.getString("last_seen"), now),
        Href.of("/events").with("entity", kind + ":" + id),
        Href.of("/api/v1/entities/{}/{}", kind, id));
  }

  private static Html course(JsonObject entity, String code, Instant now) {
    Kind kind = Kind.of(code).orElse(Kind.OTHER);
    List<Course.Step> steps = Course.of(kind, Reply.objects(entity, "history"));
    return Html.of(
        "<h2>Where it stands</h2>{}{}",
        Course.machine(kind, steps, entity.getString("state", "")),
        Html.when(!steps.isEmpty(), Course.path(steps, now)));
  }

  private static Html history(JsonObject entity, Instant now) {
    List<Html> rows =
        Reply.objects(entity, "history").stream().map(entry -> occurrence(entry, now)).toList();
    return Html.of(
        """
        <h2>History</h2>
        <table class="list"><thead><tr><th scope="col">Event</th><th scope="col" class="number">Times</th>
        <th scope="col">First</th><th scope="col">Last</th></tr></thead><tbody>{}</tbody></table>""",
        rows);
  }

  private static Html occurrence(JsonObject entry, Instant now) {
    return Html.of(
        "<tr><td>{}</td><td class=\"number\">{}</td><td><a href=\"{}\">{}</a></td><td><a href=\"{}\">{}</a></td></tr>",
        Html.brief(entry.getString("type")),
        entry.getNumber("count"),
        Href.event(entry.getString("first_event_id", "")),
        Times.time(entry.getString("first"), now),
        Href.event(entry.getString("last_event_id", "")),
        Times.time(entry.getString("last"), now));
  }

  private static Html attributes(JsonObject entity, Instant now) {
    JsonObject attributes = entity.getJsonObject("attributes", new JsonObject());
    List<Html> rows =
        attributes.stream()
            .filter(entry -> entry.getValue() instanceof JsonObject)
            .map(entry -> attribute(entry.getKey(), (JsonObject) entry.getValue(), now))
            .toList();
    return Html.of("<h2>What is said of it</h2><table class=\"facts\">{}</table>", rows);
  }

  private static Html attribute(String name, JsonObject claim, Instant now) {
    return Html.of(
        "<tr><th scope=\"row\">{}</th><td>{} <a class=\"quiet\" href=\"{}\">since {}</a></td></tr>",
        Html.brief(name),
        Html.brief(claim.getString("value")),
        Href.event(claim.getString("event_id", "")),
        Times.time(claim.getString("since"), now));
  }

  private static Html lineage(
      JsonObject entity, String kind, String id, @Nullable JsonObject trace) {
    if (trace == null) {
      return Html.of(
          "<h2>Lineage</h2><p class=\"quiet\">In no trace: no intent has claimed it yet.</p>");
    }
    JsonObject placement = entity.getJsonObject("placement");
    Href href = Href.span(placement.getString("trace_id", ""), placement.getString("span_id", ""));
    return Html.of(
        "<h2>Lineage</h2><p><a href=\"{}\">See it in its trace</a></p>{}{}",
        href,
        Lineage.of(trace, kind, id),
        links(Reply.texts(entity, "links")));
  }

  private static Html links(List<String> links) {
    return Html.when(
        !links.isEmpty(),
        Html.of("<p>Also: {}</p>", links.stream().limit(50).map(EntityPage::link).toList()));
  }

  /** Written as {@code relation kind:id}. */
  private static Html link(String link) {
    int space = link.indexOf(' ');
    return Html.of(
        "{} {}<br>",
        Parts.relation(link.substring(0, Math.max(0, space))),
        Parts.named(link.substring(space + 1)));
  }

  private static Html flags(JsonObject entity) {
    List<String> files = Reply.texts(entity, "files");
    boolean collision = Boolean.TRUE.equals(entity.getBoolean("collision"));
    boolean placeholder = Boolean.TRUE.equals(entity.getBoolean("placeholder"));
    return Html.of(
        "<h2>Flags</h2>{}{}{}{}",
        Html.when(
            collision,
            Html.of("<p class=\"bad\">Collision: one id names several files. Which is meant?</p>")),
        Html.when(
            placeholder, Html.of("<p>Named by others only: no event of its own has come.</p>")),
        Html.when(!collision && !placeholder, Html.of("<p class=\"quiet\">None: nothing odd.</p>")),
        Html.when(!files.isEmpty(), files(files)));
  }

  private static Html files(List<String> files) {
    return Html.of(
        "<p>Written in:</p><ul class=\"plain\">{}</ul>",
        files.stream()
            .limit(100)
            .map(file -> Html.of("<li><code>{}</code></li>", Html.brief(file)))
            .toList());
  }
}
