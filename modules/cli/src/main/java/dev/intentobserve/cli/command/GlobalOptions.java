package dev.intentobserve.cli.command;

import dev.intentobserve.cli.client.CliException;
import dev.intentobserve.cli.client.IoErrorText;
import dev.intentobserve.cli.client.ServiceClient;
import dev.intentobserve.cli.render.OutputFormat;
import dev.intentobserve.cli.render.Terminal;
import dev.intentobserve.model.text.DurationText;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options of all commands. */
@Command(
    name = "intent-observe",
    scope = ScopeType.INHERIT,
    mixinStandardHelpOptions = true,
    versionProvider = GlobalOptions.Version.class,
    usageHelpAutoWidth = false,
    synopsisSubcommandLabel = "COMMAND",
    description = "Sends events to Intent Observe and queries traces, SLOs and alerts.",
    footer = {
      "",
      "Data goes to standard output, everything else to standard error. The key is read from"
          + " INTENT_OBSERVE_KEY or --key-file, never from an argument.",
      "Exit codes: 0 success, 1 general, 2 validation or usage, 5 denied, 10 not found,"
          + " 12 configuration."
    })
public final class GlobalOptions implements Callable<Integer> {
  static final String DEFAULT_URL = "http://127.0.0.1:8080";

  private final Terminal terminal;

  @Option(
      names = "--url",
      scope = ScopeType.INHERIT,
      paramLabel = "URL",
      description = {"Address of the service; default: $INTENT_OBSERVE_URL, else", DEFAULT_URL})
  private @Nullable String url;

  @Option(
      names = "--key-file",
      scope = ScopeType.INHERIT,
      paramLabel = "FILE",
      description = "File with the key; default: $INTENT_OBSERVE_KEY.")
  private @Nullable Path keyFile;

  @Option(
      names = "--format",
      scope = ScopeType.INHERIT,
      paramLabel = "json|text|ndjson",
      description = "Output format (default: json).")
  private OutputFormat format = OutputFormat.JSON;

  @Option(
      names = "--timeout",
      scope = ScopeType.INHERIT,
      paramLabel = "DURATION",
      description = "Timeout of one request, such as 10s or 2m (default: 30s).")
  private String timeoutText = "30s";

  public GlobalOptions(Terminal terminal) {
    this.terminal = terminal;
  }

  Terminal terminal() {
    return terminal;
  }

  OutputFormat format() {
    return format;
  }

  /** Called when no command is given. */
  @Override
  public Integer call() {
    throw CliException.usage("no command given\nTry: intent-observe --help");
  }

  ServiceClient service() {
    return new ServiceClient(base(), key(), timeout());
  }

  URI base() {
    String text = url != null ? url : terminal.env("INTENT_OBSERVE_URL", DEFAULT_URL);
    try {
      URI uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      String scheme = String.valueOf(uri.getScheme());
      if (uri.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw invalidUrl(text);
    }
    throw invalidUrl(text);
  }

  private static CliException invalidUrl(String text) {
    return CliException.configuration(
        "'" + text + "' is not the URL of a service, such as " + DEFAULT_URL);
  }

  private @Nullable String key() {
    String key = keyFile == null ? terminal.env("INTENT_OBSERVE_KEY", "") : fromFile(keyFile);
    if (!key.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw CliException.configuration("the key contains invalid characters");
    }
    return key.isEmpty() ? null : key;
  }

  private static String fromFile(Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw CliException.configuration("cannot read the key: " + IoErrorText.of(e));
    }
  }

  private Duration timeout() {
    return DurationText.parse(timeoutText)
        .filter(Duration::isPositive)
        .orElseThrow(() -> CliException.usage("--timeout must be a duration such as 10s"));
  }

  public static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"intent-observe " + number()};
    }

    public static String number() {
      String version = GlobalOptions.class.getPackage().getImplementationVersion();
      return version == null ? "dev" : version;
    }
  }
}
