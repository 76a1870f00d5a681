package dev.intentobserve.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

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
final class Shell {
  static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");

  /** What a command did. */
  record Ran(int exit, String out, String err) {}

  private final Map<String, String> env = new HashMap<>(Map.of("LANG", "C.UTF-8"));
  private final List<Duration> slept = new ArrayList<>();
  private Predicate<Duration> sleeper = duration -> true;
  private byte[] input = new byte[0];
  private boolean terminal;
  private InstantSource clock = InstantSource.fixed(NOON);

  Shell env(String name, String value) {
    env.put(name, value);
    return this;
  }

  Shell input(byte[] bytes) {
    input = bytes;
    return this;
  }

  Shell input(String text) {
    return input(text.getBytes(UTF_8));
  }

  Shell clock(InstantSource clock) {
    this.clock = clock;
    return this;
  }

  Shell terminal() {
    terminal = true;
    return this;
  }

  /** What a wait does; false from it means that it is time to stop. */
  Shell sleeper(Predicate<Duration> sleeper) {
    this.sleeper = sleeper;
    return this;
  }

  /** The waits, without those of no length. */
  List<Duration> slept() {
    return slept;
  }

  Ran run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    World world =
        new World(
            env,
            new ByteArrayInputStream(input),
            new PrintStream(out, false, UTF_8),
            new PrintStream(err, false, UTF_8),
            terminal,
            clock,
            this::sleep);
    int exit = Program.run(args, world);
    return new Ran(exit, out.toString(UTF_8), err.toString(UTF_8));
  }

  private boolean sleep(Duration duration) {
    if (!duration.isZero()) {
      slept.add(duration);
    }
    return sleeper.test(duration);
  }

  static String resource(String name) throws IOException {
    try (InputStream in = Shell.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("no test resource " + name);
      }
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
