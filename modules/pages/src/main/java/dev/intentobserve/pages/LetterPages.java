package dev.intentobserve.pages;

import dev.intentobserve.contract.Gate;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was refused, why, and a way to repair it. */
record LetterPages(Gate forms) {
  /** A refused record that is repaired is one field of a form, and may grow threefold in it. */
  private static final int LARGEST_FORM = 4 << 20;

  private static final Href HERE = Href.of("/dead-letters");
  private static final String API = "/api/v1/dead-letters/{}";
  private static final List<String> PARAMETERS = List.of("reason", "door", "status");

  void mount(PageRoutes routes) {
    routes.get("/dead-letters", LetterPages::list);
    routes.post("/dead-letters/:id/retry", new FormReader(forms, LARGEST_FORM), LetterPages::retry);
    routes.post("/dead-letters/:id/discard", LetterPages::discard);
    routes.get("/dead-letters/:id", LetterPages::one);
  }

  private static Future<View> list(Visit visit) {
    Href here = visit.passOn(HERE, PARAMETERS);
    Href question =
        visit
            .passOn(Href.of("/api/v1/dead-letters"), PARAMETERS)
            .with("limit", 50)
            .with("cursor", visit.param("cursor"));
    return visit
        .get(question)
        .map(reply -> View.of("Dead letters", "Dead letters", list(visit, here, reply)));
  }

  private static Html list(Visit visit, Href here, Reply reply) {
    List<Html> rows = reply.items().stream().map(item -> row(item, visit.now())).toList();
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
        Parts.filters(
            HERE,
            Parts.input("reason", "Reason", "malformed_json", visit.param("reason")),
            Parts.input("door", "Door", "http", visit.param("door")),
            Parts.select(
                "status",
                "State",
                List.of("open", "replayed", "discarded", "all"),
                visit.param("status"))),
        rows.isEmpty()
            ? Parts.empty(
                visit,
                "No letter here: everything that came was taken in. This would be refused:",
                "{\"event_type\":")
            : table,
        Parts.next(here, reply.nextCursor()));
  }

  private static Html row(JsonObject letter, Instant now) {
    return Html.of(
        """
        <tr><td><a class="title" href="{}">{}</a><span class="id">{}</span></td><td>{}</td>
        <td class="wide">{} through {}</td><td>{}</td><td class="number">{}</td></tr>
        """,
        Href.of("/dead-letters/{}", letter.getNumber("id")),
        words(letter.getString("reason")),
        Html.brief(letter.getString("detail")),
        Parts.state(letter.getString("status")),
        Html.brief(letter.getString("source")),
        letter.getString("door"),
        Times.time(letter.getString("received_time"), now),
        letter.getNumber("times"));
  }

  private static String words(@Nullable String code) {
    return code == null ? "refused" : code.replace('_', ' ');
  }

  private static Future<View> one(Visit visit) {
    return visit.get(api(visit)).map(reply -> view(200, visit, reply.json(), null, Html.NONE));
  }

  private static Href api(Visit visit) {
    return Href.of(API, visit.ctx().pathParam("id"));
  }

  /** Looks first, so that what is sent can be held against what was received. */
  private static Future<View> retry(Visit visit) {
    String sent = visit.form().text("body", "").replace("\r\n", "\n");
    boolean only = visit.form().text("do", "").equals("compare");
    return visit
        .get(api(visit))
        .compose(
            reply -> {
              JsonObject letter = reply.json();
              String repaired = repaired(letter, sent);
              Html difference = difference(letter, repaired);
              return only
                  ? Future.succeededFuture(view(200, visit, letter, repaired, difference))
                  : send(visit, letter, repaired, difference);
            });
  }

  /** A form that was left as it was shown means the letter as it was received. */
  private static String repaired(JsonObject letter, String sent) {
    String body = letter.getString("body", "");
    return Html.shown(body).replace("\r\n", "\n").equals(sent) ? body : sent;
  }

  private static Future<View> send(
      Visit visit, JsonObject letter, String repaired, Html difference) {
    boolean same = repaired.equals(letter.getString("body"));
    Href retry = Href.of(API + "/retry", visit.ctx().pathParam("id"));
    return visit
        .ask(HttpMethod.POST, retry, same ? Buffer.buffer() : Buffer.buffer(repaired))
        .map(reply -> taken(reply.json(), difference))
        .recover(error -> refused(visit, letter, repaired, difference, error));
  }

  private static Future<View> refused(
      Visit visit, JsonObject letter, String repaired, Html difference, Throwable error) {
    if (!(error instanceof ApiFault fault) || fault.isDenial()) {
      return Future.failedFuture(error);
    }
    Html complaint =
        Html.of(
            "<p class=\"bad\" role=\"alert\">Refused again: {}</p>{}",
            Html.brief(fault.message()),
            difference);
    return Future.succeededFuture(view(fault.status(), visit, letter, repaired, complaint));
  }

  private static View taken(JsonObject receipt, Html difference) {
    List<Html> events =
        Reply.objects(receipt, "receipts").stream()
            .filter(one -> one.getString("event_id") != null)
            .map(
                one ->
                    Html.of(
                        "<li>{} <a href=\"{}\">{}</a></li>",
                        Parts.state(one.getString("status")),
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
    return View.of("Taken in", "Dead letters", main);
  }

  private static Html difference(JsonObject letter, String repaired) {
    return Difference.between(letter.getString("body", ""), repaired);
  }

  private static Future<View> discard(Visit visit) {
    Href href = api(visit).with("reason", visit.form().text("reason"));
    return visit
        .ask(HttpMethod.DELETE, href, Buffer.buffer())
        .map(
            reply -> {
              throw new PageRoutes.Moved(HERE);
            });
  }

  private static View view(
      int status, Visit visit, JsonObject letter, @Nullable String repaired, Html note) {
    String id = visit.ctx().pathParam("id");
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
            words(letter.getString("reason")),
            Html.brief(letter.getString("detail")),
            Parts.state(letter.getString("status")),
            Html.brief(letter.getString("source")),
            Html.brief(letter.getString("origin")),
            Times.time(letter.getString("received_time"), visit.now()),
            letter.getNumber("size"),
            letter.getNumber("times"),
            note,
            part(visit, letter, repaired),
            Href.of(API, id));
    return new View(status, title, "Dead letters", main);
  }

  private static Html part(Visit visit, JsonObject letter, @Nullable String repaired) {
    if (!"open".equals(letter.getString("status"))) {
      String note = letter.getString("note");
      return Html.of(
          "<p class=\"note\">{}</p>{}",
          note == null ? "This letter is closed." : Html.brief(note),
          body(letter));
    }
    return visit.mayChange()
        ? repair(visit.ctx().pathParam("id"), letter, repaired)
        : Html.all(Parts.needsAdmin("Repairing or discarding it"), body(letter));
  }

  private static Html body(JsonObject letter) {
    String body = letter.getString("body");
    return Html.of(
        "<pre tabindex=\"0\" role=\"region\" aria-label=\"As received\"><code>{}</code></pre>",
        dev.intentobserve.event.Characters.cut(body == null ? "" : body, 20_000));
  }

  private static Html repair(String id, JsonObject letter, @Nullable String repaired) {
    String body = letter.getString("body");
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
