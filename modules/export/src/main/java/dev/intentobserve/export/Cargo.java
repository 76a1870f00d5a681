package dev.intentobserve.export;

import dev.intentobserve.contract.StoreContract.Page;
import io.vertx.core.Future;

/** Ships one signal of a page. */
interface Cargo {
  /**
   * Succeeds when the receiver has taken or refused all that the page gives rise to.
   *
   * @param refusals collects what was refused
   */
  Future<Void> ship(Page page, Refusals refusals);
}
