package dev.intentobserve.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.cli.render.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Runs the command line in this JVM, at noon of a fixed day. */
public final class TestTerminal {
  static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

  /** The result of a command. */
  public record CommandResult(int exit, String out, String err) {}

  private final Map<String, String> env = new HashMap<>(Map.of("LANG", "C.UTF-8"));
  private final List<Duration> slept = new ArrayList<>();
  private Predicate<Duration> sleeper = duration -> true;
  private byte[] input = new byte[0];
  private boolean interactive;
  private InstantSource clock = InstantSource.fixed(NOON);

  public TestTerminal env(String name, String value) {
    env.put(name, value);
    return this;
  }

  public TestTerminal input(byte[] bytes) {
    input = bytes;
    return this;
  }

  public TestTerminal input(String text) {
    return input(text.getBytes(UTF_8));
  }

  TestTerminal clock(InstantSource clock) {
    this.clock = clock;
    return this;
  }

  public TestTerminal interactive() {
    interactive = true;
    return this;
  }

  /** Decides about each pause; false stops the command. */
  public TestTerminal sleeper(Predicate<Duration> sleeper) {
    this.sleeper = sleeper;
    return this;
  }

  /** The pauses that were longer than zero. */
  public List<Duration> slept() {
    return slept;
  }

  public CommandResult run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Terminal terminal =
        new Terminal(
            env,
            new ByteArrayInputStream(input),
            new PrintStream(out, false, UTF_8),
            new PrintStream(err, false, UTF_8),
            interactive,
            clock,
            this::sleep);
    int exit = CliProgram.run(args, terminal);
    return new CommandResult(exit, out.toString(UTF_8), err.toString(UTF_8));
  }

  private boolean sleep(Duration duration) {
    if (!duration.isZero()) {
      slept.add(duration);
    }
    return sleeper.test(duration);
  }

  public static String resource(String name) throws IOException {
    try (InputStream in = TestTerminal.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("no test resource " + name);
      }
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
