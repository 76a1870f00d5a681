package dev.intentobserve.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresFilesTest {
  @TempDir Path data;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "abc",
        "54 32",
        "-1",
        "0",
        "65536",
        "99999999999999",
        "\u00e4\u0000\u00ff",
        "1e3"
      })
  void fileWithoutAPort_isReplaced(String garbled) throws IOException {
    PostgresFiles files = PostgresFiles.in(data);
    Path port = data.resolve("postgres/port");
    Files.write(port, garbled.getBytes(StandardCharsets.ISO_8859_1));

    int chosen = files.choosePort();
    assertThat(chosen).isBetween(1, 65_535);
    assertThat(port).hasContent(Integer.toString(chosen));
    assertThat(files.choosePort()).isEqualTo(chosen);
  }

  @Test
  void port_isKept() throws IOException {
    PostgresFiles files = PostgresFiles.in(data);
    int first = files.choosePort();
    Files.writeString(data.resolve("postgres/port"), first + "\n");
    assertThat(files.choosePort()).isEqualTo(first);
  }
}
