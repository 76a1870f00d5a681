package dev.intentobserve.app.planted.trace;

import dev.intentobserve.app.planted.store.Store;

final class UsesOtherModule {
  Store neighbour() {
    return new Store();
  }
}
