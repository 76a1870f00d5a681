package dev.intentobserve.app.planted.store;

import io.vertx.sqlclient.Pool;

public final class Store {
  private Pool pool;

  Pool pool() {
    return pool;
  }
}
