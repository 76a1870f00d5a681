package dev.intentobserve.ui.page;

import dev.intentobserve.model.text.SafeText;
import dev.intentobserve.ports.flow.Gate;
import dev.intentobserve.ui.component.Html;
import dev.intentobserve.ui.component.PageComponents;
import dev.intentobserve.ui.component.TextDiff;
import dev.intentobserve.ui.component.TimeRenderer;
import dev.intentobserve.ui.http.ApiFault;
import dev.intentobserve.ui.http.ApiReply;
import dev.intentobserve.ui.http.FormReader;
import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.http.PageRequest;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was refused, why, and a way to repair it. */
public record DeadLetterPages(Gate forms) {
  /** A refused record that is repaired is one field of a form, and may grow threefold in it. */
  private static final int MAX_FORM_BYTES = 4 << 20;

  private static final Href PAGE_HREF = Href.of("/dead-letters");
  private static final String API = "/api/v1/dead-letters/{}";
  private static final List<String> PARAMETERS = List.of("reason", "receiver", "status");

  public void mount(PageRouter routes) {
    routes.get("/dead-letters", DeadLetterPages::list);
    routes.post(
        "/dead-letters/:id/retry", new FormReader(forms, MAX_FORM_BYTES), DeadLetterPages::retry);
    routes.post("/dead-letters/:id/discard", DeadLetterPages::discard);
    routes.get("/dead-letters/:id", DeadLetterPages::one);
  }

  private static Future<PageView> list(PageRequest pageRequest) {
    Href current = pageRequest.withParams(PAGE_HREF, PARAMETERS);
    Href apiRequest =
        pageRequest
            .withParams(Href.of("/api/v1/dead-letters"), PARAMETERS)
            .with("limit", 50)
            .with("cursor", pageRequest.param("cursor"));
    return pageRequest
        .get(apiRequest)
        .map(
            reply ->
                PageView.of("Dead letters", "Dead letters", list(pageRequest, current, reply)));
  }

  private static Html list(PageRequest pageRequest, Href current, ApiReply reply) {
    List<Html> rows = reply.items().stream().map(item -> row(item, pageRequest.now())).toList();
    Html table =
        Html.of(
            """
            <table class="list"><thead><tr><th scope="col">Reason</th><th scope="col">State</th>
            <th scope="col" class="wide">From</th><th scope="col">Received</th><th scope="col" class="number">Times</th></tr></thead>
            <tbody>{}</tbody></table>""",
            rows);
    return Html.of(
        """
        <h1>Dead letters</h1>
        <p class="lead">What could not be taken in. Nothing is dropped: repair it and send it once more.</p>
        {}{}{}""",
        PageComponents.filters(
            PAGE_HREF,
            PageComponents.input("reason", "Reason", "malformed_json", pageRequest.param("reason")),
            PageComponents.input("receiver", "Receiver", "http", pageRequest.param("receiver")),
            PageComponents.select(
                "status",
                "State",
                List.of("open", "replayed", "discarded", "all"),
                pageRequest.param("status"))),
        rows.isEmpty()
            ? PageComponents.empty(
                pageRequest,
                "No letter here: everything that came was taken in. This would be refused:",
                "{\"event_type\":")
            : table,
        PageComponents.next(current, reply.nextCursor()));
  }

  private static Html row(JsonObject deadLetter, Instant now) {
    return Html.of(
        """
        <tr><td><a class="title" href="{}">{}</a><span class="id">{}</span></td><td>{}</td>
        <td class="wide">{} through {}</td><td>{}</td><td class="number">{}</td></tr>
        """,
        Href.of("/dead-letters/{}", deadLetter.getNumber("id")),
        words(deadLetter.getString("reason")),
        Html.truncated(deadLetter.getString("detail")),
        PageComponents.state(deadLetter.getString("status")),
        Html.truncated(deadLetter.getString("source")),
        deadLetter.getString("receiver"),
        TimeRenderer.time(deadLetter.getString("received_time"), now),
        deadLetter.getNumber("times"));
  }

  private static String words(@Nullable String code) {
    return code == null ? "refused" : code.replace('_', ' ');
  }

  private static Future<PageView> one(PageRequest pageRequest) {
    return pageRequest
        .get(api(pageRequest))
        .map(reply -> view(200, pageRequest, reply.json(), null, Html.NONE));
  }

  private static Href api(PageRequest pageRequest) {
    return Href.of(API, pageRequest.ctx().pathParam("id"));
  }

  /** Looks first, so that what is sent can be held against what was received. */
  private static Future<PageView> retry(PageRequest pageRequest) {
    String sent = pageRequest.form().text("body", "").replace("\r\n", "\n");
    boolean only = pageRequest.form().text("do", "").equals("compare");
    return pageRequest
        .get(api(pageRequest))
        .compose(
            reply -> {
              JsonObject deadLetter = reply.json();
              String repaired = repaired(deadLetter, sent);
              Html difference = difference(deadLetter, repaired);
              return only
                  ? Future.succeededFuture(view(200, pageRequest, deadLetter, repaired, difference))
                  : send(pageRequest, deadLetter, repaired, difference);
            });
  }

  /** A form that was left as it was shown means the letter as it was received. */
  private static String repaired(JsonObject deadLetter, String sent) {
    String body = deadLetter.getString("body", "");
    return SafeText.multiLine(body).replace("\r\n", "\n").equals(sent) ? body : sent;
  }

  private static Future<PageView> send(
      PageRequest pageRequest, JsonObject deadLetter, String repaired, Html difference) {
    boolean same = repaired.equals(deadLetter.getString("body"));
    Href retry = Href.of(API + "/retry", pageRequest.ctx().pathParam("id"));
    return pageRequest
        .call(HttpMethod.POST, retry, same ? Buffer.buffer() : Buffer.buffer(repaired))
        .map(reply -> accepted(reply.json(), difference))
        .recover(error -> refused(pageRequest, deadLetter, repaired, difference, error));
  }

  private static Future<PageView> refused(
      PageRequest pageRequest,
      JsonObject deadLetter,
      String repaired,
      Html difference,
      Throwable error) {
    if (!(error instanceof ApiFault fault) || fault.isDenial()) {
      return Future.failedFuture(error);
    }
    Html errorMessage =
        Html.of(
            "<p class=\"bad\" role=\"alert\">Refused again: {}</p>{}",
            Html.truncated(fault.message()),
            difference);
    return Future.succeededFuture(
        view(fault.status(), pageRequest, deadLetter, repaired, errorMessage));
  }

  private static PageView accepted(JsonObject receipt, Html difference) {
    List<Html> events =
        ApiReply.objects(receipt, "receipts").stream()
            .filter(one -> one.getString("event_id") != null)
            .map(
                one ->
                    Html.of(
                        "<li>{} <a href=\"{}\">{}</a></li>",
                        PageComponents.state(one.getString("status")),
                        Href.event(one.getString("event_id")),
                        one.getString("event_id")))
            .toList();
    Html main =
        Html.of(
            """
            <h1>Taken in</h1>
            <p class="lead">The letter is closed; what it said is in the record.</p>
            <ul class="plain">{}</ul>
            <h2>What you changed</h2>{}
            <p class="ways"><a href="/dead-letters">Back to the dead letters</a></p>""",
            events,
            difference);
    return PageView.of("Taken in", "Dead letters", main);
  }

  private static Html difference(JsonObject deadLetter, String repaired) {
    return TextDiff.between(deadLetter.getString("body", ""), repaired);
  }

  private static Future<PageView> discard(PageRequest pageRequest) {
    Href href = api(pageRequest).with("reason", pageRequest.form().text("reason"));
    return pageRequest
        .call(HttpMethod.DELETE, href, Buffer.buffer())
        .map(
            reply -> {
              throw new PageRouter.Redirect(PAGE_HREF);
            });
  }

  private static PageView view(
      int status,
      PageRequest pageRequest,
      JsonObject deadLetter,
      @Nullable String repaired,
      Html note) {
    String id = pageRequest.ctx().pathParam("id");
    String title = "Dead letter " + id;
    Html main =
        Html.of(
            """
            <h1>{}</h1>
            <p class="lead">{}: {}</p>
            <dl class="facts">
            <div><dt>State</dt><dd>{}</dd></div><div><dt>From</dt><dd>{}</dd></div><div><dt>Where</dt><dd>{}</dd></div>
            <div><dt>Received</dt><dd>{}</dd></div><div><dt>Bytes</dt><dd>{}</dd></div><div><dt>Times</dt><dd>{}</dd></div>
            </dl>
            {}{}
            <p class="ways"><a href="{}">As JSON</a></p>""",
            title,
            words(deadLetter.getString("reason")),
            Html.truncated(deadLetter.getString("detail")),
            PageComponents.state(deadLetter.getString("status")),
            Html.truncated(deadLetter.getString("source")),
            Html.truncated(deadLetter.getString("origin")),
            TimeRenderer.time(deadLetter.getString("received_time"), pageRequest.now()),
            deadLetter.getNumber("size"),
            deadLetter.getNumber("times"),
            note,
            part(pageRequest, deadLetter, repaired),
            Href.of(API, id));
    return new PageView(status, title, "Dead letters", main);
  }

  private static Html part(
      PageRequest pageRequest, JsonObject deadLetter, @Nullable String repaired) {
    if (!"open".equals(deadLetter.getString("status"))) {
      String note = deadLetter.getString("note");
      return Html.of(
          "<p class=\"note\">{}</p>{}",
          note == null ? "This letter is closed." : Html.truncated(note),
          body(deadLetter));
    }
    return pageRequest.canWrite()
        ? repair(pageRequest.ctx().pathParam("id"), deadLetter, repaired)
        : Html.all(PageComponents.needsAdmin("Repairing or discarding it"), body(deadLetter));
  }

  private static Html body(JsonObject deadLetter) {
    String body = deadLetter.getString("body");
    return Html.of(
        "<pre tabindex=\"0\" role=\"region\" aria-label=\"As received\"><code>{}</code></pre>",
        dev.intentobserve.model.Utf16.cut(body == null ? "" : body, 20_000));
  }

  private static Html repair(String id, JsonObject deadLetter, @Nullable String repaired) {
    String body = deadLetter.getString("body");
    if (body == null) {
      return Html.of(
          "<p class=\"note\">It is no text, so it can only be repaired over the API.</p>");
    }
    return Html.of(
        """
        <form method="post" action="{}">
        <label for="body"><strong>Repair it</strong></label>
        <textarea id="body" name="body" spellcheck="false">
        {}</textarea>
        <p><button class="main" name="do" value="retry">Send it once more</button>
        <button name="do" value="compare">Show the difference</button></p>
        </form>
        <form class="filters" method="post" action="{}">
        <label>Or discard it, because <input name="reason" required maxlength="300" size="30"></label>
        <button>Discard</button></form>""",
        Href.of("/dead-letters/{}/retry", id),
        repaired == null ? body : repaired,
        Href.of("/dead-letters/{}/discard", id));
  }
}
