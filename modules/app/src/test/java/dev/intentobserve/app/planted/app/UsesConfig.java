package dev.intentobserve.app.planted.app;

import dev.intentobserve.app.planted.store.sql.PoolConfig;

final class UsesConfig {
  PoolConfig config() {
    return new PoolConfig(1);
  }
}
