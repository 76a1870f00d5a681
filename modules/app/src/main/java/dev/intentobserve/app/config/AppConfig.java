package dev.intentobserve.app.config;

import static java.util.Objects.requireNonNull;

import dev.intentobserve.app.access.AuthKey;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.event.IdentityKey;
import dev.intentobserve.model.event.InputLimits;
import dev.intentobserve.notification.NotificationConfig;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The whole configuration, parsed once and checked.
 *
 * @param seriesBudget of one metric and tenant
 * @param identity the installation's key, where it is configured as a file
 */
public record AppConfig(
    Path dataDir,
    @Nullable IdentityKey identity,
    Http http,
    Database database,
    Ingest ingest,
    Tail tail,
    List<AuthKey> keys,
    Alerts alerts,
    int seriesBudget,
    Log log,
    boolean traceSelf) {

  public AppConfig {
    requireNonNull(dataDir, "dataDir");
    requireNonNull(http, "http");
    requireNonNull(database, "database");
    requireNonNull(ingest, "ingest");
    requireNonNull(tail, "tail");
    requireNonNull(alerts, "alerts");
    requireNonNull(log, "log");
    keys = List.copyOf(keys);
    if (keys.isEmpty() && !http.onLoopback()) {
      throw new ConfigException(
          "http.host: \""
              + http.host()
              + "\" can be reached from other machines, so auth.keys must name at least one key."
              + " Add one, or listen on 127.0.0.1.");
    }
    if (keys.isEmpty() && !http.metricsOnLoopback()) {
      throw new ConfigException(
          "http.metrics_host: \""
              + http.metricsHost()
              + "\" can be reached from other machines, so auth.keys must name at least one key: a"
              + " scraper needs one with the role metrics. Add one, or listen on 127.0.0.1.");
    }
    if (keys.stream().map(AuthKey::name).distinct().count() < keys.size()) {
      throw new ConfigException("auth.keys: two keys have the same name.");
    }
  }

  /** All tenants: those of the keys, and the default one of tailed files and the bus. */
  public Set<String> tenants() {
    Set<String> tenants = new TreeSet<>();
    keys.stream()
        .filter(
            key -> key.role() != AuthKey.Role.METRICS) // neither sends nor reads a tenant's events
        .forEach(key -> tenants.add(key.scope().tenant()));
    if (keys.isEmpty() || !tail.files().isEmpty()) {
      tenants.add(Scope.DEFAULT.tenant());
    }
    return tenants;
  }

  /** Addresses and limits of the HTTP servers. */
  public record Http(
      String host,
      int port,
      String metricsHost,
      int metricsPort,
      Duration idleTimeout,
      Duration headerTimeout,
      Duration bodyTimeout,
      Duration drainTimeout,
      int maxConnections,
      int maxConnectionsPerClient) {
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    boolean onLoopback() {
      return isLoopback(host);
    }

    boolean metricsOnLoopback() {
      return isLoopback(metricsHost);
    }

    private static boolean isLoopback(String host) {
      return LOOPBACK.contains(host) || isLoopbackAddress(host);
    }

    /** For links where no external URL is configured. */
    public String localUrl() {
      return url(host, port);
    }

    /** An address at which a program on this machine reaches a server that listens on the host. */
    public static String url(String host, int port) {
      boolean anywhere = host.equals("0.0.0.0") || host.equals("::") || host.equals("[::]");
      boolean bare = host.contains(":") && !host.startsWith("[");
      String name = anywhere ? "127.0.0.1" : bare ? "[" + host + "]" : host;
      return "http://" + name + ":" + port;
    }

    /** Names other than localhost are not resolved: the result could change after the check. */
    private static boolean isLoopbackAddress(String host) {
      try {
        return host.matches("127(\\.[0-9]{1,3}){3}")
            && InetAddress.getByName(host).isLoopbackAddress();
      } catch (UnknownHostException e) {
        return false;
      }
    }
  }

  /**
   * The PostgreSQL that holds the record.
   *
   * @param host null for the embedded one
   */
  public record Database(
      @Nullable String host,
      int port,
      String name,
      String user,
      @Nullable String password,
      int poolSize,
      Duration maxWait) {
    public boolean embedded() {
      return host == null;
    }

    /** Without the password, because configurations are logged. */
    @Override
    public String toString() {
      return "Database[" + user + "@" + host + ":" + port + "/" + name + "]";
    }
  }

  /** Limits of received events. */
  public record Ingest(Duration deadline, long inFlightBytes, InputLimits limits) {
    public Ingest {
      int largest = Math.max(limits.body(), limits.inflated());
      if (inFlightBytes < largest) {
        throw new ConfigException(
            String.format(
                "ingest.in_flight_bytes: %d is less than the largest body allowed, %d (see"
                    + " ingest.limits.body and ingest.limits.inflated).",
                inFlightBytes, largest));
      }
    }
  }

  /** The files to follow. */
  public record Tail(List<Path> files, Duration pollInterval) {
    public Tail {
      files = List.copyOf(files);
      if (files.stream().map(Path::toAbsolutePath).distinct().count() < files.size()) {
        throw new ConfigException("tail.files: a file is named twice.");
      }
    }
  }

  /**
   * Rules, objectives and notifications.
   *
   * @param externalUrl of this service, for links; null for the address it listens on
   * @param objectivesDir watched; need not exist
   * @param volumeSurge signals within a day
   */
  public record Alerts(
      List<NotificationConfig.Channel> channels,
      Duration groupWait,
      Duration repeatInterval,
      @Nullable String externalUrl,
      Path objectivesDir,
      Duration tick,
      Duration staleIntent,
      Duration pipelineStall,
      int volumeSurge) {
    public Alerts {
      channels = List.copyOf(channels);
      if (channels.stream().map(NotificationConfig.Channel::name).distinct().count()
          < channels.size()) {
        throw new ConfigException("alerts.channels: two channels have the same name.");
      }
    }
  }

  /** The log. */
  public record Log(Level level, Format format) {
    public enum Level {
      ERROR,
      WARN,
      INFO,
      DEBUG,
      TRACE
    }

    public enum Format {
      AUTO,
      JSON,
      TEXT
    }
  }
}
