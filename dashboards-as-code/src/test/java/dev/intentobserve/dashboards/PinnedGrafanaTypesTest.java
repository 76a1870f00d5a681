package dev.intentobserve.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What the type check installs is pinned, and comes from whichever registry a machine uses. */
final class PinnedGrafanaTypesTest {
  private static final Path SOURCES = Path.of("src/test/typescript");

  @Test
  void everyVersion_isExact() throws IOException {
    assertThat(read("package.json").path("dependencies"))
        .isNotEmpty()
        .allSatisfy(version -> assertThat(version.asText()).matches("[0-9]+\\.[0-9]+\\.[0-9]+"));
  }

  @Test
  void lockFile_namesNoRegistry_andAHashForEachPackage() throws IOException {
    JsonNode lock = read("package-lock.json");
    assertThat(lock.findValues("resolved")).isEmpty();
    lock.path("packages")
        .properties()
        .forEach(
            entry ->
                assertThat(entry.getKey().isEmpty() || entry.getValue().has("integrity"))
                    .as(entry.getKey())
                    .isTrue());
  }

  private static JsonNode read(String file) throws IOException {
    return new ObjectMapper().readTree(SOURCES.resolve(file).toFile());
  }
}
