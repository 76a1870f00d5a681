package dev.intentobserve.ui.page;

import dev.intentobserve.model.text.SafeText;
import dev.intentobserve.ports.flow.Gate;
import dev.intentobserve.ui.component.Html;
import dev.intentobserve.ui.component.TextDiff;
import dev.intentobserve.ui.http.ApiFault;
import dev.intentobserve.ui.http.FormReader;
import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.http.PageRequest;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rejected events: their list, and each with forms to fix, resend or discard it. */
record DeadLetterPages(Gate forms) {
  /** The event is one field of the form; percent-encoding may make it three times as long. */
  private static final int MAX_FORM_BYTES = 4 << 20;

  static final Href LIST = Href.of("/dead-letters");
  private static final String API = "/api/v1/dead-letters/{}";

  void mount(PageRouter routes) {
    routes.post(
        "/dead-letters/:id/retry", new FormReader(forms, MAX_FORM_BYTES), DeadLetterPages::retry);
    routes.post("/dead-letters/:id/discard", DeadLetterPages::discard);
    routes.get("/dead-letters/:id", DeadLetterPages::show);
    routes.get("/dead-letters", DeadLetterPages::list);
  }

  static String reason(JsonObject deadLetter) {
    String code = deadLetter.getString("reason");
    return code == null ? "rejected" : code.replace('_', ' ');
  }

  private static Future<PageView> list(PageRequest request) {
    Href current = request.withParams(LIST, List.of("reason", "receiver", "status"));
    return PageView.ofList(
        request,
        "Dead letters",
        "Dead letters",
        current,
        50,
        JteDeadLetterListPageGenerated::render);
  }

  private static Future<PageView> show(PageRequest request) {
    return request
        .get(api(request))
        .map(reply -> view(200, request, reply.json(), null, Html.NONE));
  }

  private static Href api(PageRequest request) {
    return Href.of(API, request.ctx().pathParam("id"));
  }

  /** Reads the dead letter first, because the form is compared with it. */
  private static Future<PageView> retry(PageRequest request) {
    String sent = request.form().getOrDefault("body", "").replace("\r\n", "\n");
    boolean compareOnly = "compare".equals(request.form().get("do"));
    return request
        .get(api(request))
        .compose(
            reply -> {
              JsonObject deadLetter = reply.json();
              String edited = edited(deadLetter, sent);
              Html changes = TextDiff.render(deadLetter.getString("body", ""), edited);
              return compareOnly
                  ? Future.succeededFuture(view(200, request, deadLetter, edited, changes))
                  : resend(request, deadLetter, edited, changes);
            });
  }

  /**
   * The text to send. A form shows unprintable characters by their number, so a form that was not
   * changed stands for the event as it was received.
   */
  private static String edited(JsonObject deadLetter, String sent) {
    String body = deadLetter.getString("body", "");
    return SafeText.multiLine(body).replace("\r\n", "\n").equals(sent) ? body : sent;
  }

  private static Future<PageView> resend(
      PageRequest request, JsonObject deadLetter, String edited, Html changes) {
    boolean unchanged = edited.equals(deadLetter.getString("body"));
    Href retry = Href.of(API + "/retry", request.ctx().pathParam("id"));
    return request
        .call(HttpMethod.POST, retry, unchanged ? Buffer.buffer() : Buffer.buffer(edited))
        .map(reply -> accepted(reply.json(), changes))
        .recover(error -> rejected(request, deadLetter, edited, changes, error));
  }

  private static Future<PageView> rejected(
      PageRequest request, JsonObject deadLetter, String edited, Html changes, Throwable error) {
    if (!(error instanceof ApiFault fault) || fault.isDenial()) {
      return Future.failedFuture(error);
    }
    Html note =
        Html.of(
            (out, none) ->
                JteDeadLetterRejectedGenerated.render(out, none, fault.message(), changes));
    return Future.succeededFuture(view(fault.status(), request, deadLetter, edited, note));
  }

  private static PageView accepted(JsonObject receipt, Html changes) {
    return PageView.of(
        "Event accepted",
        "Dead letters",
        (out, none) -> JteDeadLetterAcceptedGenerated.render(out, none, receipt, changes));
  }

  private static Future<PageView> discard(PageRequest request) {
    Href deadLetter = api(request).with("reason", request.form().get("reason"));
    return request.call(HttpMethod.DELETE, deadLetter).compose(done -> PageRouter.redirect(LIST));
  }

  private static PageView view(
      int status, PageRequest request, JsonObject deadLetter, @Nullable String edited, Html note) {
    String id = request.ctx().pathParam("id");
    String title = "Dead letter " + id;
    Html main =
        Html.of(
            (out, none) ->
                JteDeadLetterPageGenerated.render(
                    out, none, request, title, id, deadLetter, edited, note));
    return new PageView(status, title, "Dead letters", main);
  }
}
