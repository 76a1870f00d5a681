package dev.intentobserve.export;

import dev.intentobserve.ports.StorePorts.Page;
import io.vertx.core.Future;

/** Exports one signal of some pages of events, which are one step. */
interface PageExporter {
  /** Takes what it needs of a page; may send some of it. */
  Future<Void> add(Page page);

  /** Succeeds when the destination has accepted or refused everything from all pages. */
  Future<Void> flush();
}
