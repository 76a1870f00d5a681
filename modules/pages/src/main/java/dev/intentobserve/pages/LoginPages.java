package dev.intentobserve.pages;

import dev.intentobserve.contract.Gate;
import dev.intentobserve.contract.KeyCookie;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The form for a key, where keys are configured; elsewhere there is nothing to log in to. */
record LoginPages(boolean keys, Gate forms) {
  /** A key and where to go: nobody is known yet who could ask for more. */
  private static final int LARGEST_FORM = 8 << 10;

  /** A browser reads a second slash, or one leaning the other way, as another server's name. */
  private static final Pattern PATH = Pattern.compile("/(?![/\\\\])[!-\\[\\]-~]*");

  private static final Href ANYTHING = Href.of("/api/v1/traces").with("limit", 1);

  void mount(PageRoutes routes) {
    routes.get("/login", this::form);
    routes.post("/login", new FormReader(forms, LARGEST_FORM), this::login);
    routes.post("/logout", new FormReader(forms, LARGEST_FORM), this::logout);
  }

  /** Where a key is asked for, on the way to {@code uri}. */
  static Href href(String uri) {
    return Href.of("/login").with("to", uri.equals("/") ? null : uri);
  }

  private Future<View> form(Visit visit) {
    if (!keys) {
      throw new PageRoutes.Moved(Href.of("/"));
    }
    return Future.succeededFuture(view(200, visit.param("to"), null));
  }

  private Future<View> login(Visit visit) {
    String key = visit.form().text("key");
    String to = visit.form().text("to");
    if (key == null || key.isBlank()) {
      return Future.succeededFuture(view(400, to, "Enter a key."));
    }
    if (!KeyCookie.fits(key.strip())) {
      return Future.succeededFuture(
          view(400, to, "A key has no control characters and none beyond Latin-1."));
    }
    return visit
        .ask(HttpMethod.GET, ANYTHING, Buffer.buffer(), "Bearer " + key.strip())
        .<View>map(
            known -> {
              HttpServerRequest request = visit.ctx().request();
              visit.ctx().response().addCookie(KeyCookie.of(key.strip(), isSecure(request)));
              throw new PageRoutes.Moved(ours(to));
            })
        .recover(error -> refused(to, error));
  }

  private static Future<View> refused(@Nullable String to, Throwable error) {
    return error instanceof ApiFault fault && fault.isDenial()
        ? Future.succeededFuture(view(fault.status(), to, fault.message()))
        : Future.failedFuture(error);
  }

  private Future<View> logout(Visit visit) {
    visit.ctx().response().addCookie(KeyCookie.none());
    throw new PageRoutes.Moved(Href.of("/login"));
  }

  private static boolean isSecure(HttpServerRequest request) {
    return request.isSSL() || "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
  }

  /** A path of this server; anything else leads to the first page. */
  static Href ours(@Nullable String to) {
    return to != null && PATH.matcher(to).matches() ? new Href(to) : Href.of("/");
  }

  private static View view(int status, @Nullable String to, @Nullable String complaint) {
    Html main =
        Html.of(
            """
            <h1>A key, please</h1>
            {}
            <form class="login" method="post" action="/login">
            <input type="hidden" name="to" value="{}">
            <label>Key <input type="password" name="key" autocomplete="current-password" required autofocus></label>
            <button>Look</button>
            </form>
            <p class="quiet">One with the role <code>read</code> or <code>admin</code>, as configured under
            <code>auth.keys</code>. Your browser keeps it until it is closed; no script can read it.</p>""",
            complaint == null
                ? Html.NONE
                : Html.of("<p class=\"bad\" role=\"alert\">{}</p>", complaint),
            to);
    return new View(status, "Log in", "", main);
  }
}
