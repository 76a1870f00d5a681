package dev.intentobserve.app.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The database part of the configuration: one line, key by key, or nothing at all. */
final class DatabaseConfigParser {
  private static final String URL = "database.url";
  private static final String HOST = "database.host";
  private static final String PASSWORD = "database.password";
  private static final String PASSWORD_FILE = "database.password_file";
  private static final List<String> PARTS = List.of("host", "port", "name", "user");

  private final ConfigValues values;

  DatabaseConfigParser(ConfigValues values) {
    this.values = values;
  }

  AppConfig.Database database() {
    return values.isSet(URL) ? fromUrl() : fromParts();
  }

  private AppConfig.Database fromParts() {
    if (!values.isSet(HOST) && !values.get("database.embedded", ConfigUnits::flag)) {
      throw new ConfigException(
          "database.url or database.host: neither is set, and database.embedded is false. Name a"
              + " PostgreSQL, and put its password into a file named by database.password_file.");
    }
    return new AppConfig.Database(
        values.textOrNull(HOST),
        values.get("database.port", ConfigUnits::port),
        values.text("database.name"),
        values.text("database.user"),
        password(null),
        values.count("database.pool_size"),
        values.duration("database.wait"));
  }

  private AppConfig.Database fromUrl() {
    for (String part : PARTS) {
      if (values.isSet("database." + part)) {
        throw new ConfigException("database.url and database." + part + ": set one, not both.");
      }
    }
    URI uri = values.get(URL, DatabaseConfigParser::parse);
    String[] user = uri.getRawUserInfo().split(":", 2);
    String password = user.length > 1 ? decode(user[1]) : null;
    return new AppConfig.Database(
        uri.getHost(),
        uri.getPort() < 0 ? 5432 : uri.getPort(),
        decode(uri.getRawPath().substring(1)),
        decode(user[0]),
        password(password),
        values.count("database.pool_size"),
        values.duration("database.wait"));
  }

  /**
   * The one password there is, wherever it is kept.
   *
   * @param inUrl null where the url brings none, or is not used
   */
  private @Nullable String password(@Nullable String inUrl) {
    if (!values.isSet(PASSWORD_FILE)) {
      return values.isSet(PASSWORD) ? values.text(PASSWORD) : inUrl;
    }
    if (values.isSet(PASSWORD)) {
      throw twice(PASSWORD);
    }
    if (inUrl != null) {
      throw twice(URL);
    }
    return values.get(PASSWORD_FILE, SecretFile::readExactly);
  }

  private ConfigException twice(String other) {
    return new ConfigException(
        String.format(
            "%s (set at %s) and %s (set at %s): both bring a password. Keep one of them.",
            PASSWORD_FILE, origin(PASSWORD_FILE), other, origin(other)));
  }

  private String origin(String name) {
    return values.find(name).map(ConfigValues.Value::origin).orElse("default");
  }

  private static URI parse(String text) {
    try {
      URI uri = new URI(text.strip());
      if (isPostgres(uri.getScheme()) && isComplete(uri)) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Not as the cause: its message repeats the text, which holds the password.
      throw problem();
    }
    throw problem();
  }

  private static IllegalArgumentException problem() {
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
