package dev.intentobserve.app.planted.api;

import io.vertx.pgclient.PgConnectOptions;

final class UsesSqlClient {
  PgConnectOptions options() {
    return new PgConnectOptions();
  }
}
