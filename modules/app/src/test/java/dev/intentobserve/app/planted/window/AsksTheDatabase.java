package dev.intentobserve.app.planted.window;

import io.vertx.pgclient.PgConnectOptions;

final class AsksTheDatabase {
  PgConnectOptions options() {
    return new PgConnectOptions();
  }
}
