package dev.intentobserve.postgres;

/** Where the embedded server listens, and the credentials that it accepts there. */
public record PostgresAddress(
    String host, int port, String database, String user, String password) {
  /** Without the password, because addresses are logged. */
  @Override
  public String toString() {
    return user + "@" + host + ":" + port + "/" + database;
  }
}
