package dev.intentobserve.app.planted.app;

import dev.intentobserve.app.planted.store.sql.InternalType;
import dev.intentobserve.app.planted.store.sql.PoolConfig;

final class UsesInternalType {
  InternalType type(PoolConfig allowed) {
    return new InternalType();
  }
}
