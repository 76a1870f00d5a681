package dev.intentobserve.ui.page;

import dev.intentobserve.ports.Fault;
import dev.intentobserve.ports.web.RoutingContextKeys;
import dev.intentobserve.ui.component.Html;
import dev.intentobserve.ui.http.ApiFault;
import dev.intentobserve.ui.http.Href;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What went wrong, in words, and what to do about it. */
public final class ErrorPage {
  private static final Logger log = LoggerFactory.getLogger(ErrorPage.class);

  private ErrorPage() {}

  static ApiFault faultOf(Throwable error) {
    if (error instanceof ApiFault fault) {
      return fault;
    }
    if (error instanceof Fault fault) {
      return new ApiFault(statusOf(fault), fault.code(), String.valueOf(fault.getMessage()));
    }
    return new ApiFault(500, "page_broken", "This page could not be drawn; the log says why.");
  }

  /** HTTP has a more precise status for these than their kind of fault. */
  private static int statusOf(Fault fault) {
    if (fault.code().startsWith("token_")) {
      return 401;
    }
    return fault.code().startsWith("too_many_") ? 429 : fault.kind().status();
  }

  /** For a failure that says no more than its status. */
  public static ApiFault plain(int status) {
    return switch (status) {
      case 404 -> new ApiFault(404, "not_found", "There is no page at this address.");
      case 413 -> new ApiFault(413, "body_too_large", "This is more than a form may hold.");
      default ->
          new ApiFault(status < 400 ? 500 : status, "page_broken", "This page could not be drawn.");
    };
  }

  /** Only what is our own doing is worth a line in the log. */
  static void report(RoutingContext ctx, Throwable error, ApiFault fault) {
    if (fault.status() == 500) {
      String id = ctx.get(RoutingContextKeys.CORRELATION_ID);
      log.atError().addKeyValue("correlation_id", id).setCause(error).log("page failed");
    }
  }

  /**
   * The page of a fault.
   *
   * @param login where another key is entered; null where none is
   */
  static PageView of(ApiFault fault, @Nullable Href login) {
    Html main =
        Html.of(
            """
            <h1>{}</h1>
            <p class="lead">{}</p>
            <p>{}</p>
            <p class="quiet">Status {}, code <code>{}</code>.</p>""",
            heading(fault.status()),
            Html.truncated(fault.message()),
            advice(fault.status(), login),
            fault.status(),
            fault.code());
    return new PageView(fault.status(), heading(fault.status()), "", main);
  }

  private static String heading(int status) {
    return switch (status) {
      case 400, 415 -> "This cannot be asked like that";
      case 401 -> "A key is needed";
      case 403 -> "This is not allowed";
      case 404 -> "Nothing here";
      case 409 -> "Somebody was faster";
      case 413 -> "Too much at once";
      case 429, 503 -> "Not now";
      default -> "Something broke";
    };
  }

  private static Html advice(int status, @Nullable Href login) {
    return switch (status) {
      case 400, 415 -> Html.of("Go back and change what you asked for.");
      case 401, 403 ->
          login == null
              ? Html.of("Open this page on the machine itself, under <code>localhost</code>.")
              : Html.of(
                  "<a href=\"{}\">Enter another key</a>, or ask whoever gave you yours.", login);
      case 404 ->
          Html.of(
              "Look through the <a href=\"/traces\">traces</a> and <a href=\"/events\">events</a>,"
                  + " or search for it above. What was just sent takes a moment to be placed.");
      case 409 -> Html.of("Go back and load the page again.");
      case 413 -> Html.of("Narrow it: fewer days, one type, one entity.");
      case 429, 503 -> Html.of("Wait a moment, then load the page again.");
      default -> Html.of("Load the page again. If it stays so, look into the service's log.");
    };
  }
}
