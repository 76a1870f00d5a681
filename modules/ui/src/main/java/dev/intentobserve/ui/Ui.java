package dev.intentobserve.ui;

import dev.intentobserve.ports.flow.Gate;
import dev.intentobserve.ui.http.LoopbackApiClient;
import dev.intentobserve.ui.http.StaticAssets;
import dev.intentobserve.ui.page.AlertPages;
import dev.intentobserve.ui.page.DeadLetterPages;
import dev.intentobserve.ui.page.EntityPage;
import dev.intentobserve.ui.page.EventListPage;
import dev.intentobserve.ui.page.EventPage;
import dev.intentobserve.ui.page.LivePage;
import dev.intentobserve.ui.page.LoginPage;
import dev.intentobserve.ui.page.MetricEventsPage;
import dev.intentobserve.ui.page.NotFoundPage;
import dev.intentobserve.ui.page.PageLayout;
import dev.intentobserve.ui.page.PageRouter;
import dev.intentobserve.ui.page.SearchPage;
import dev.intentobserve.ui.page.SloPages;
import dev.intentobserve.ui.page.TraceListPage;
import dev.intentobserve.ui.page.TracePage;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.InstantSource;

/** The key to this room: pages to look at with a browser. */
public final class Ui {
  private Ui() {}

  /**
   * Adds the pages to {@code router}. They ask the API on the port their own request came in by, so
   * it has to be mounted on the same server.
   *
   * @param router the root router: the paths are absolute
   */
  public static void mount(Router router, Vertx vertx, UiConfig config, InstantSource clock) {
    StaticAssets assets = new StaticAssets();
    PageLayout layout = new PageLayout(assets);
    Gate forms = new Gate(config.formBytes());
    LoopbackApiClient api = new LoopbackApiClient(vertx, config);
    PageRouter routes = new PageRouter(router, api, layout, config, clock, forms);
    assets.mount(router);
    new LoginPage(config.keys(), new Gate(config.loginBytes())).mount(routes);
    new LivePage().mount(routes);
    new MetricEventsPage().mount(routes);
    new TraceListPage().mount(routes);
    new TracePage(config.rows()).mount(routes);
    new EventListPage().mount(routes);
    new EventPage().mount(routes);
    new EntityPage().mount(routes);
    new SloPages().mount(routes);
    new AlertPages().mount(routes);
    new DeadLetterPages(forms).mount(routes);
    new SearchPage().mount(routes);
    new NotFoundPage().mount(routes);
  }
}
