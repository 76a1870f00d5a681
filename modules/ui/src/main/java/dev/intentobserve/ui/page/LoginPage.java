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

/** The form to enter a key; without configured keys it redirects to the first page. */
record LoginPage(boolean keys, Gate forms) {
  /** A key and an address; small, because anyone may send this form. */
  private static final int MAX_FORM_BYTES = 8 << 10;

  /** Browsers take a path that begins with // or /\ for the name of another server. */
  private static final Pattern PATH = Pattern.compile("/(?![/\\\\])[!-\\[\\]-~]*");

  private static final Href PROBE_HREF = Href.of("/api/v1/traces").with("limit", 1);

  void mount(PageRouter routes) {
    routes.get("/login", this::form);
    routes.post("/login", new FormReader(forms, MAX_FORM_BYTES), this::login);
    routes.post("/logout", new FormReader(forms, MAX_FORM_BYTES), this::logout);
  }

  /** The login page that leads to {@code uri} afterwards. */
  static Href href(String uri) {
    return Href.of("/login").with("to", uri.equals("/") ? null : uri);
  }

  private Future<PageView> form(PageRequest request) {
    if (!keys) {
      return PageRouter.redirect(Href.of("/"));
    }
    return Future.succeededFuture(view(200, request.param("to"), null));
  }

  private Future<PageView> login(PageRequest request) {
    String key = request.form().get("key");
    String to = request.form().get("to");
    if (key == null || key.isBlank()) {
      return Future.succeededFuture(view(400, to, "Enter a key."));
    }
    if (!ApiKeyCookie.fits(key.strip())) {
      return Future.succeededFuture(
          view(400, to, "A key consists of Latin-1 characters without control characters."));
    }
    return request
        .call(HttpMethod.GET, PROBE_HREF, Buffer.buffer(), "Bearer " + key.strip())
        .<PageView>compose(
            accepted -> {
              boolean secure = isSecure(request.ctx().request());
              request.ctx().response().addCookie(ApiKeyCookie.of(key.strip(), secure));
              return PageRouter.redirect(localPath(to));
            })
        .recover(error -> refused(to, error));
  }

  private static Future<PageView> refused(@Nullable String to, Throwable error) {
    return error instanceof ApiFault fault && fault.isDenial()
        ? Future.succeededFuture(view(fault.status(), to, fault.message()))
        : Future.failedFuture(error);
  }

  private Future<PageView> logout(PageRequest request) {
    request.ctx().response().addCookie(ApiKeyCookie.none());
    return PageRouter.redirect(Href.of("/login"));
  }

  private static boolean isSecure(HttpServerRequest request) {
    return request.isSSL() || "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
  }

  /** A path of this server; the first page for anything else. */
  static Href localPath(@Nullable String to) {
    return to != null && PATH.matcher(to).matches() ? new Href(to) : Href.of("/");
  }

  private static PageView view(int status, @Nullable String to, @Nullable String errorMessage) {
    Html main = Html.of((out, none) -> JteLoginPageGenerated.render(out, none, to, errorMessage));
    return new PageView(status, "Log in", "", main);
  }
}
