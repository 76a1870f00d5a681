package dev.intentobserve.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.cli.render.Terminal;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.time.InstantSource;

/** The main class of the command line. */
public final class CliMain {
  private static final int BUFFER = 1 << 16;

  private CliMain() {}

  public static void main(String[] args) {
    PrintStream out = buffered(FileDescriptor.out);
    PrintStream err = buffered(FileDescriptor.err);
    StopSignal stop = new StopSignal();
    Runtime.getRuntime().addShutdownHook(new Thread(stop::requestAndWait, "stop"));
    boolean interactive = Boolean.getBoolean("intent-observe.terminal");
    Terminal terminal =
        new Terminal(
            System.getenv(), System.in, out, err, interactive, InstantSource.system(), stop::sleep);
    int exit = CliProgram.run(args, terminal);
    stop.finished();
    System.exit(exit);
  }

  /**
   * Runs one command to its end.
   *
   * @return the exit code: 0 success, 1 general, 2 validation or usage, 5 denied, 10 not found, 12
   *     configuration
   */
  public static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
    StopSignal never = new StopSignal();
    return CliProgram.run(
        args,
        new Terminal(System.getenv(), in, out, err, false, InstantSource.system(), never::sleep));
  }

  private static PrintStream buffered(FileDescriptor descriptor) {
    OutputStream raw = new FileOutputStream(descriptor);
    return descriptor == FileDescriptor.err
        ? new PrintStream(raw, true, UTF_8)
        : new PrintStream(new BufferedOutputStream(raw, BUFFER), false, UTF_8);
  }
}
