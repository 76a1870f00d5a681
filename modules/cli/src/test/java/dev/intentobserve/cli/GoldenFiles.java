package dev.intentobserve.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Expected outputs in files. {@code -Dgolden=write} rewrites them; review the difference. */
public final class GoldenFiles {
  private static final Path DIRECTORY = Path.of("src/test/resources/dev/intentobserve/cli");

  private GoldenFiles() {}

  public static void assertGolden(String name, String actual) throws IOException {
    if ("write".equals(System.getProperty("golden"))) {
      Files.write(DIRECTORY.resolve(name), actual.getBytes(UTF_8));
    }
    assertThat(actual).isEqualTo(Files.readString(DIRECTORY.resolve(name)));
  }
}
