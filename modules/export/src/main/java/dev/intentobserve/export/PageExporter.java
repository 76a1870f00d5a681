package dev.intentobserve.export;

import dev.intentobserve.ports.StorePorts.Page;
import io.vertx.core.Future;

/** Exports one signal of a page of events. */
interface PageExporter {
  /**
   * Succeeds when the destination has accepted or refused everything from this page.
   *
   * @param refusals receives the refused events
   */
  Future<Void> export(Page page, ExportRefusals refusals);
}
