package dev.intentobserve.ui.page;

import dev.intentobserve.model.Utf16;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.ui.component.Html;
import dev.intentobserve.ui.component.LineageTable;
import dev.intentobserve.ui.component.PageComponents;
import dev.intentobserve.ui.component.StateTimeline;
import dev.intentobserve.ui.component.TimeRenderer;
import dev.intentobserve.ui.http.ApiFault;
import dev.intentobserve.ui.http.ApiReply;
import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.http.PageRequest;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One entity: where it stands, how it got there, what it came from and what came of it. */
public record EntityPage() {
  private static final String PREFIX = "/entities/";

  public void mount(PageRouter routes) {
    routes.get("/entities/*", EntityPage::show);
  }

  private static Future<PageView> show(PageRequest pageRequest) {
    String rest = pageRequest.rest(PREFIX);
    int slash = rest.indexOf('/');
    if (slash < 0) {
      throw new ApiFault(
          404, "not_found", "An entity has a kind and an id: /entities/signal/SIG-1");
    }
    String kind = rest.substring(0, slash);
    String id = rest.substring(slash + 1);
    return pageRequest
        .get(Href.of("/api/v1/entities/{}/{}", kind, id))
        .compose(entity -> withTrace(pageRequest, kind, id, entity.json()));
  }

  private static Future<PageView> withTrace(
      PageRequest pageRequest, String kind, String id, JsonObject entity) {
    String traceId = entity.getJsonObject("placement", new JsonObject()).getString("trace_id");
    if (traceId == null) {
      return Future.succeededFuture(view(pageRequest, kind, id, entity, null));
    }
    return pageRequest
        .get(Href.of("/api/v1/traces/{}", traceId))
        .compose(
            trace ->
                pageRequest
                    .api()
                    .runOnWorkerIfLarge(
                        trace, () -> view(pageRequest, kind, id, entity, trace.json())))
        .recover(error -> Future.succeededFuture(view(pageRequest, kind, id, entity, null)));
  }

  private static PageView view(
      PageRequest pageRequest,
      String kind,
      String id,
      JsonObject entity,
      @Nullable JsonObject trace) {
    String title = entity.getString("title");
    String heading = Utf16.cut(title == null ? id : title, 300);
    Html main =
        Html.of(
            "{}{}<div class=\"two\"><div>{}{}</div><div>{}{}</div></div>",
            head(entity, heading, kind, id, pageRequest.now()),
            course(entity, kind, pageRequest.now()),
            history(entity, pageRequest.now()),
            attributes(entity, pageRequest.now()),
            lineage(entity, kind, id, trace),
            flags(entity));
    return PageView.of(heading, "Traces", main);
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
        Html.truncated(id),
        PageComponents.state(entity.getString("state")),
        Html.when(
            Boolean.TRUE.equals(entity.getBoolean("collision")),
            Html.of(" <span class=\"state bad\">collision</span>")),
        level == null ? "–" : level,
        trust == null ? "–" : Html.truncated(trust),
        TimeRenderer.time(entity.getString("first_seen"), now),
        TimeRenderer.time(entity.getString("last_seen"), now),
        Href.of("/events").with("entity", kind + ":" + id),
        Href.of("/api/v1/entities/{}/{}", kind, id));
  }

  private static Html course(JsonObject entity, String code, Instant now) {
    EntityKind kind = EntityKind.of(code).orElse(EntityKind.OTHER);
    List<StateTimeline.StateChange> stateChanges =
        StateTimeline.of(kind, ApiReply.objects(entity, "history"));
    return Html.of(
        "<h2>Where it stands</h2>{}{}",
        StateTimeline.stateList(kind, stateChanges, entity.getString("state", "")),
        Html.when(!stateChanges.isEmpty(), StateTimeline.path(stateChanges, now)));
  }

  private static Html history(JsonObject entity, Instant now) {
    List<Html> rows =
        ApiReply.objects(entity, "history").stream().map(entry -> occurrence(entry, now)).toList();
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
        Html.truncated(entry.getString("type")),
        entry.getNumber("count"),
        Href.event(entry.getString("first_event_id", "")),
        TimeRenderer.time(entry.getString("first"), now),
        Href.event(entry.getString("last_event_id", "")),
        TimeRenderer.time(entry.getString("last"), now));
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
        Html.truncated(name),
        Html.truncated(claim.getString("value")),
        Href.event(claim.getString("event_id", "")),
        TimeRenderer.time(claim.getString("since"), now));
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
        LineageTable.of(trace, kind, id),
        links(ApiReply.texts(entity, "links")));
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
        PageComponents.relation(link.substring(0, Math.max(0, space))),
        PageComponents.named(link.substring(space + 1)));
  }

  private static Html flags(JsonObject entity) {
    List<String> files = ApiReply.texts(entity, "files");
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
            .map(file -> Html.of("<li><code>{}</code></li>", Html.truncated(file)))
            .toList());
  }
}
