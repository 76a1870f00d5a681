package dev.intentobserve.app;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The database part of the configuration: one line, key by key, or nothing at all. */
final class DatabaseUrl {
  private static final String URL = "database.url";
  private static final List<String> PARTS = List.of("host", "port", "name", "user");

  private final Values values;

  DatabaseUrl(Values values) {
    this.values = values;
  }

  AppConfig.Database database() {
    return values.isSet(URL) ? fromUrl() : fromParts();
  }

  private AppConfig.Database fromParts() {
    return new AppConfig.Database(
        values.textOrNull("database.host"),
        values.get("database.port", Units::port),
        values.text("database.name"),
        values.text("database.user"),
        values.textOrNull("database.password"),
        poolSize(),
        longestWait());
  }

  private AppConfig.Database fromUrl() {
    for (String part : PARTS) {
      if (values.isSet("database." + part)) {
        throw new ConfigException("database.url and database." + part + ": set one, not both.");
      }
    }
    URI uri = values.get(URL, DatabaseUrl::parse);
    String[] user = uri.getRawUserInfo().split(":", 2);
    String password = user.length > 1 ? decode(user[1]) : null;
    return new AppConfig.Database(
        uri.getHost(),
        uri.getPort() < 0 ? 5432 : uri.getPort(),
        decode(uri.getRawPath().substring(1)),
        decode(user[0]),
        values.isSet("database.password") ? values.text("database.password") : password,
        poolSize(),
        longestWait());
  }

  private int poolSize() {
    return values.get("database.pool_size", Units::count);
  }

  private Duration longestWait() {
    return values.get("database.wait", Units::duration);
  }

  private static URI parse(String text) {
    try {
      URI uri = new URI(text.strip());
      if (isPostgres(uri.getScheme()) && isComplete(uri)) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Not as the cause: its message repeats the text, which holds the password.
      throw complaint();
    }
    throw complaint();
  }

  private static IllegalArgumentException complaint() {
    return new IllegalArgumentException("is not postgresql://user:password@host:port/name");
  }

  private static boolean isPostgres(@Nullable String scheme) {
    return "postgresql".equals(scheme) || "postgres".equals(scheme);
  }

  private static boolean isComplete(URI uri) {
    return uri.getHost() != null
        && uri.getRawUserInfo() != null
        && uri.getRawPath() != null
        && uri.getRawPath().length() > 1
        && uri.getRawQuery() == null;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
