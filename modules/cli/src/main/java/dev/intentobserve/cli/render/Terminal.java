package dev.intentobserve.cli.render;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;

/**
 * Everything that a command uses of its machine, so that tests can replace it.
 *
 * @param interactive whether standard output is a terminal
 */
public record Terminal(
    Map<String, String> env,
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean interactive,
    InstantSource clock,
    Pause pause) {

  /** A pause that ends early when the process should stop. */
  public interface Pause {
    /** False if the command should stop. */
    boolean sleep(Duration duration);
  }

  public Terminal {
    env = Map.copyOf(env);
    requireNonNull(in, "in");
    out = utf8(out);
    err = utf8(err);
    requireNonNull(clock, "clock");
    requireNonNull(pause, "pause");
  }

  public String env(String name, String fallback) {
    String value = env.getOrDefault(name, "");
    return value.isBlank() ? fallback : value;
  }

  /**
   * Whether the user's locale is UTF-8, so that drawing characters are shown correctly. The start
   * script may give Java another locale and then passes the user's in a variable.
   */
  public boolean unicode() {
    String java = env("LC_ALL", env("LC_CTYPE", env("LANG", "C")));
    String locale = env("INTENT_OBSERVE_LOCALE", java);
    return locale.toUpperCase(Locale.ROOT).replace("-", "").contains("UTF8");
  }

  /** The width of the terminal, or {@code unknown}. */
  public int columns(int unknown) {
    String columns = env("COLUMNS", "");
    return columns.matches("[1-9][0-9]{0,3}") ? Integer.parseInt(columns) : unknown;
  }

  public boolean colour() {
    return interactive && env("NO_COLOR", "").isEmpty() && !env("TERM", "").equals("dumb");
  }

  private static PrintStream utf8(PrintStream stream) {
    return stream.charset().equals(UTF_8) ? stream : new PrintStream(stream, false, UTF_8);
  }
}
