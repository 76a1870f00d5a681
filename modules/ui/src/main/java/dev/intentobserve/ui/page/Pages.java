package dev.intentobserve.ui.page;

import dev.intentobserve.ports.flow.Gate;
import dev.intentobserve.ui.http.LoopbackApiClient;
import dev.intentobserve.ui.http.StaticAssets;
import io.vertx.ext.web.Router;
import java.time.InstantSource;

/** All pages. */
public final class Pages {
  private Pages() {}

  /**
   * Mounts all pages and their assets.
   *
   * @param keys whether the API needs a key, and so there is a page to log in
   * @param rows of a trace on one page
   * @param forms bytes of forms in memory
   * @param loginForms bytes of forms to log in and out, which need no key; counted apart, so that
   *     they cannot block the forms of users who are logged in
   */
  public static void mount(
      Router router,
      LoopbackApiClient api,
      InstantSource clock,
      boolean keys,
      int rows,
      Gate forms,
      Gate loginForms) {
    StaticAssets assets = new StaticAssets();
    assets.mount(router);
    PageRouter routes = new PageRouter(router, api, new PageLayout(assets), keys, clock, forms);
    new LoginPage(keys, loginForms).mount(routes);
    LivePage.mount(routes);
    MetricEventsPage.mount(routes);
    new TracePages(rows).mount(routes);
    EventPages.mount(routes);
    EntityPage.mount(routes);
    SloPages.mount(routes);
    AlertPages.mount(routes);
    new DeadLetterPages(forms).mount(routes);
    SearchPage.mount(routes);
    ErrorPage.mount(routes);
  }
}
