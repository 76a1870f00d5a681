package dev.intentobserve.export;

import dev.intentobserve.ports.StorePorts.Page;
import io.vertx.core.Future;

/** Ships one signal of a page. */
interface PageExporter {
  /**
   * Succeeds when the receiver has taken or refused all that the page gives rise to.
   *
   * @param refusals collects what was refused
   */
  Future<Void> ship(Page page, ExportRefusals refusals);
}
