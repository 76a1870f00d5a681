package dev.intentobserve.dashboards;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs of others, as installed on this machine. */
public final class InstalledPrograms {
  private static final long PATIENCE_MINUTES = 5;

  private InstalledPrograms() {}

  /** What a program said, in whichever stream, and how it ended. */
  public record Said(int code, String text) {}

  /** Runs a program to its end. */
  public static Said run(Path directory, List<String> command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile("said", ".txt");
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
              .redirectOutput(output.toFile())
              .start();
      if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly().onExit().join();
        throw new AssertionError(command.getFirst() + " does not come to an end");
      }
      return new Said(process.exitValue(), Files.readString(output));
    } finally {
      Files.delete(output);
    }
  }
}
