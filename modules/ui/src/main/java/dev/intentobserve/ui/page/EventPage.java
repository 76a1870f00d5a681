package dev.intentobserve.ui.page;

import dev.intentobserve.model.Utf16;
import dev.intentobserve.ui.component.Html;
import dev.intentobserve.ui.component.PageComponents;
import dev.intentobserve.ui.component.TimeRenderer;
import dev.intentobserve.ui.http.ApiReply;
import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.http.PageRequest;
import dev.intentobserve.ui.http.RawJsonField;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One event: as received, as understood, where it was placed and shipped, and why. */
public record EventPage() {
  private static final String PREFIX = "/events/";

  /** What nobody reads on a page; the API has all of it. */
  private static final int MAX_BODY_CHARS = 20_000;

  public void mount(PageRouter routes) {
    routes.get("/events/*", EventPage::show);
  }

  private static Future<PageView> show(PageRequest pageRequest) {
    String id = pageRequest.rest(PREFIX);
    if (id.isEmpty()) {
      throw new PageRouter.Redirect(Href.of("/events"));
    }
    return pageRequest
        .get(Href.of("/api/v1/events/{}", id))
        .compose(
            reply -> pageRequest.api().runOnWorkerIfLarge(reply, () -> view(pageRequest, reply)));
  }

  private static PageView view(PageRequest pageRequest, ApiReply reply) {
    JsonObject event = reply.json();
    String type = Utf16.cut(event.getString("type", "event"), 200);
    Html main =
        Html.of(
            "{}<div class=\"two\"><div>{}{}</div><div>{}{}{}</div></div>",
            head(event, type, pageRequest.now()),
            received(event, reply.text()),
            understood(event.getJsonObject("understood")),
            why(event),
            placed(event.getJsonObject("placement")),
            shipped(event));
    return PageView.of(type, "Events", main);
  }

  private static Html head(JsonObject event, String type, Instant now) {
    String id = event.getString("event_id", "");
    return Html.of(
        """
        <h1>{}</h1>
        <p class="lead">{} {}</p>
        <dl class="facts">
        <div><dt>Happened</dt><dd>{}</dd></div><div><dt>Received</dt><dd>{}</dd></div>
        <div><dt>Source</dt><dd>{}</dd></div><div><dt>Actor</dt><dd>{}</dd></div>
        <div><dt>Number</dt><dd>{}</dd></div><div><dt>Id</dt><dd><code>{}</code></dd></div>
        </dl>
        <p class="ways"><a href="{}">As JSON</a></p>
        """,
        type,
        PageComponents.entity(event.getJsonObject("entity")),
        Html.truncated(event.getString("title")),
        TimeRenderer.time(event.getString("event_time"), now),
        TimeRenderer.time(event.getString("received_time"), now),
        Html.truncated(event.getString("source")),
        event.getString("actor") == null ? "–" : Html.truncated(event.getString("actor")),
        event.getNumber("seq"),
        Html.truncated(id),
        Href.of("/api/v1/events/{}", id));
  }

  private static Html received(JsonObject event, String document) {
    JsonObject received = event.getJsonObject("received", new JsonObject());
    String body = body(event, document);
    boolean cut = body.length() > MAX_BODY_CHARS;
    return Html.of(
        """
        <h2>As received</h2>
        <p class="quiet">{} bytes through {}, secrets apart exactly as they came.</p>
        <pre tabindex="0" role="region" aria-label="As received"><code>{}</code></pre>{}""",
        received.getNumber("bytes"),
        received.getString("receiver"),
        Utf16.cut(body, MAX_BODY_CHARS),
        Html.when(
            cut,
            Html.of(
                "<p class=\"note\">Cut here; the JSON above has all {} characters.</p>",
                body.length())));
  }

  private static String body(JsonObject event, String document) {
    String raw = RawJsonField.of(document, "body");
    if (raw != null) {
      return raw;
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(event.getString("body_base64", ""));
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private static Html understood(@Nullable JsonObject understood) {
    if (understood == null) {
      return Html.NONE;
    }
    JsonObject data = understood.getJsonObject("data", new JsonObject());
    return Html.of(
        """
        <h2>As understood</h2>
        <table class="facts">
        <tr><th scope="row">type</th><td>{}</td></tr><tr><th scope="row">dialect</th><td>{}</td></tr>
        <tr><th scope="row">about</th><td>{}</td></tr>{}{}{}</table>""",
        Html.truncated(understood.getString("type")),
        understood.getString("dialect"),
        PageComponents.entity(understood.getJsonObject("entity")),
        rows("claims", ApiReply.texts(understood, "claims")),
        rows("flags", ApiReply.texts(understood, "flags")),
        data.stream()
            .limit(200)
            .map(entry -> row(entry.getKey(), String.valueOf(entry.getValue())))
            .toList());
  }

  private static Html rows(String name, List<String> values) {
    return values.isEmpty() ? Html.NONE : row(name, String.join("; ", values));
  }

  private static Html row(String name, String value) {
    return Html.of(
        "<tr><th scope=\"row\">{}</th><td>{}</td></tr>",
        Html.truncated(name),
        Html.truncated(value));
  }

  private static Html why(JsonObject event) {
    return Html.of(
        "<h2>Why</h2><ol class=\"why\">{}</ol>",
        ApiReply.texts(event, "why").stream()
            .map(sentence -> Html.of("<li>{}</li>", Html.truncated(sentence)))
            .toList());
  }

  private static Html placed(@Nullable JsonObject placement) {
    if (placement == null) {
      return Html.NONE;
    }
    String traceId = placement.getString("trace_id");
    Html where =
        traceId == null
            ? Html.of("In no trace: nothing has claimed it yet.")
            : Html.of(
                "In <a href=\"{}\">trace {}</a>, which is that of {}.",
                Href.span(traceId, placement.getString("span_id", "")),
                traceId,
                PageComponents.entity(placement.getJsonObject("root")));
    List<Html> parents =
        ApiReply.objects(placement, "parents").stream()
            .map(parent -> Html.of(" Belongs to {}.", PageComponents.entity(parent)))
            .toList();
    return Html.of(
        "<h2>Where placed</h2><p>{} {}{}</p>",
        PageComponents.state(placement.getString("state")),
        where,
        parents);
  }

  private static Html shipped(JsonObject event) {
    List<JsonObject> shippings = ApiReply.objects(event, "shipping");
    return Html.of(
        "<h2>Where shipped</h2>{}",
        shippings.isEmpty()
            ? Html.of(
                "<p class=\"quiet\">Nowhere: no destination has taken it yet, or none is configured.</p>")
            : Html.of(
                "<table class=\"facts\">{}</table>",
                shippings.stream().map(EventPage::shipping).toList()));
  }

  private static Html shipping(JsonObject shipping) {
    return Html.of(
        "<tr><th scope=\"row\">{}</th><td>{} {}</td></tr>",
        Html.truncated(shipping.getString("destination")),
        PageComponents.state(shipping.getString("status")),
        Html.truncated(shipping.getString("reason")));
  }
}
