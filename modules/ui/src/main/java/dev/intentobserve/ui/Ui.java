package dev.intentobserve.ui;

import dev.intentobserve.ports.flow.Gate;
import dev.intentobserve.ui.http.LoopbackApiClient;
import dev.intentobserve.ui.page.Pages;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.InstantSource;

/** Factory of the module: the web pages of the service. */
public final class Ui {
  private Ui() {}

  /**
   * Adds the pages to {@code router}. They call the API on the port on which their own request
   * arrived, so both have to be on the same server.
   *
   * @param router the root router: the paths are absolute
   */
  public static void mount(Router router, Vertx vertx, UiConfig config, InstantSource clock) {
    LoopbackApiClient api =
        new LoopbackApiClient(
            vertx,
            config.connections(),
            config.deadline(),
            config.largestAnswer(),
            config.tenants());
    Pages.mount(
        router,
        api,
        clock,
        config.keys(),
        config.rows(),
        new Gate(config.formBytes()),
        new Gate(config.loginBytes()));
  }
}
