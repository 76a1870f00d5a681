package dev.intentobserve.dashboards;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program, as make calls it. */
final class DashboardsMainTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path root;

  @BeforeEach
  void project() throws IOException {
    Files.createDirectories(root.resolve("dashboards-as-code"));
    Files.writeString(root.resolve("dashboards-as-code/pom.xml"), "<project/>");
  }

  private int run(String... args) throws IOException {
    out.reset();
    err.reset();
    return DashboardsMain.run(
        List.of(args), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
  }

  @Test
  void generate_writesEverything_andSaysWhat_andThenThereIsNothingLeftToSay() throws IOException {
    assertThat(run("generate", root.toString())).isZero();
    assertThat(out.toString(UTF_8).lines())
        .containsExactlyInAnyOrderElementsOf(GeneratedFiles.files().keySet());
    assertThat(run("generate", root.toString())).isZero();
    assertThat(out.toString(UTF_8)).isEmpty();
    assertThat(run("check", root.toString())).isZero();
  }

  @Test
  void check_showsTheDifferenceAndFails() throws IOException {
    run("generate", root.toString());
    String path = GeneratedFiles.files().firstKey();
    Files.writeString(root.resolve(path), "{}\n");
    Files.writeString(root.resolve("dashboards-as-code/generated/left-over.json"), "{}\n");
    assertThat(run("check", root.toString())).isEqualTo(1);
    assertThat(out.toString(UTF_8))
        .contains("--- committed/" + path, "-{}", "+++ generated/" + path)
        .contains("--- committed/dashboards-as-code/generated/left-over.json");
    assertThat(err.toString(UTF_8)).contains("2 files differ", "make dashboards");
    assertThat(root.resolve(path)).hasContent("{}\n");
  }

  @Test
  void unknownVerbs_missingVerbs_andFoldersThatAreNoProject_areUsageErrors() throws IOException {
    assertThat(run("frobnicate", root.toString())).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("usage: dashboards");
    assertThat(run()).isEqualTo(2);
    assertThat(run("check", root.resolve("dashboards-as-code").toString())).isEqualTo(2);
    assertThat(err.toString(UTF_8)).contains("is not the project's folder");
    assertThat(out.toString(UTF_8)).isEmpty();
  }

  @Test
  void committedFiles_areAsTheJavaGeneratesThem() throws IOException {
    assertThat(run("check", "..")).as(out.toString(UTF_8)).isZero();
  }
}
