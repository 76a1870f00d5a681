package dev.intentobserve.pages;

import dev.intentobserve.contract.Gate;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.InstantSource;

/** The key to this room: pages to look at with a browser. */
public final class Pages {
  private Pages() {}

  /**
   * Adds the pages to {@code router}. They ask the API on the port their own request came in by, so
   * it has to be mounted on the same server.
   *
   * @param router the root router: the paths are absolute
   */
  public static void mount(Router router, Vertx vertx, PagesConfig config, InstantSource clock) {
    Assets assets = new Assets();
    Layout layout = new Layout(assets);
    Gate forms = new Gate(config.formBytes());
    ApiClient api = new ApiClient(vertx, config);
    PageRoutes routes = new PageRoutes(router, api, layout, config, clock, forms);
    assets.mount(router);
    new LoginPages(config.keys(), new Gate(config.loginBytes())).mount(routes);
    new LivePage().mount(routes);
    new FigurePage().mount(routes);
    new TraceListPage().mount(routes);
    new TracePage(config.rows()).mount(routes);
    new EventListPage().mount(routes);
    new EventPage().mount(routes);
    new EntityPage().mount(routes);
    new SloPages().mount(routes);
    new AlertPages().mount(routes);
    new LetterPages(forms).mount(routes);
    new SearchPage().mount(routes);
    new NowherePage().mount(routes);
  }
}
