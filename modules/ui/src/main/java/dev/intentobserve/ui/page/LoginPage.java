package dev.intentobserve.ui.page;

import dev.intentobserve.ports.flow.Gate;
import dev.intentobserve.ports.web.ApiKeyCookie;
import dev.intentobserve.ui.component.Html;
import dev.intentobserve.ui.http.ApiFault;
import dev.intentobserve.ui.http.FormReader;
import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.http.PageRequest;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The form for a key, where keys are configured; elsewhere there is nothing to log in to. */
public record LoginPage(boolean keys, Gate forms) {
  /** A key and where to go: nobody is known yet who could ask for more. */
  private static final int MAX_FORM_BYTES = 8 << 10;

  /** A browser reads a second slash, or one leaning the other way, as another server's name. */
  private static final Pattern PATH = Pattern.compile("/(?![/\\\\])[!-\\[\\]-~]*");

  private static final Href PROBE_HREF = Href.of("/api/v1/traces").with("limit", 1);

  public void mount(PageRouter routes) {
    routes.get("/login", this::form);
    routes.post("/login", new FormReader(forms, MAX_FORM_BYTES), this::login);
    routes.post("/logout", new FormReader(forms, MAX_FORM_BYTES), this::logout);
  }

  /** Where a key is asked for, on the way to {@code uri}. */
  static Href href(String uri) {
    return Href.of("/login").with("to", uri.equals("/") ? null : uri);
  }

  private Future<PageView> form(PageRequest pageRequest) {
    if (!keys) {
      throw new PageRouter.Redirect(Href.of("/"));
    }
    return Future.succeededFuture(view(200, pageRequest.param("to"), null));
  }

  private Future<PageView> login(PageRequest pageRequest) {
    String key = pageRequest.form().text("key");
    String to = pageRequest.form().text("to");
    if (key == null || key.isBlank()) {
      return Future.succeededFuture(view(400, to, "Enter a key."));
    }
    if (!ApiKeyCookie.fits(key.strip())) {
      return Future.succeededFuture(
          view(400, to, "A key has no control characters and none beyond Latin-1."));
    }
    return pageRequest
        .call(HttpMethod.GET, PROBE_HREF, Buffer.buffer(), "Bearer " + key.strip())
        .<PageView>map(
            known -> {
              HttpServerRequest request = pageRequest.ctx().request();
              pageRequest
                  .ctx()
                  .response()
                  .addCookie(ApiKeyCookie.of(key.strip(), isSecure(request)));
              throw new PageRouter.Redirect(localPath(to));
            })
        .recover(error -> refused(to, error));
  }

  private static Future<PageView> refused(@Nullable String to, Throwable error) {
    return error instanceof ApiFault fault && fault.isDenial()
        ? Future.succeededFuture(view(fault.status(), to, fault.message()))
        : Future.failedFuture(error);
  }

  private Future<PageView> logout(PageRequest pageRequest) {
    pageRequest.ctx().response().addCookie(ApiKeyCookie.none());
    throw new PageRouter.Redirect(Href.of("/login"));
  }

  private static boolean isSecure(HttpServerRequest request) {
    return request.isSSL() || "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
  }

  /** A path of this server; anything else leads to the first page. */
  public static Href localPath(@Nullable String to) {
    return to != null && PATH.matcher(to).matches() ? new Href(to) : Href.of("/");
  }

  private static PageView view(int status, @Nullable String to, @Nullable String errorMessage) {
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
            errorMessage == null
                ? Html.NONE
                : Html.of("<p class=\"bad\" role=\"alert\">{}</p>", errorMessage),
            to);
    return new PageView(status, "Log in", "", main);
  }
}
