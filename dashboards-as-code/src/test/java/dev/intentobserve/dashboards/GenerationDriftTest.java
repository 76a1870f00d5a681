package dev.intentobserve.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Committed files are held against generated ones. */
final class GenerationDriftTest {
  private static final String SAME = "made/same.json";
  private static final String CHANGED = "made/changed.json";
  private static final String NEW = "made/deep/new.json";
  private static final String LEFT_OVER = "made/old.json";

  @TempDir Path root;

  private GenerationDrift drift() throws IOException {
    write(SAME, "1\n");
    write(CHANGED, "a\nb\nc\nd\ne\nf\ng\nh\n");
    write(LEFT_OVER, "gone\n");
    write("by-hand.json", "mine\n");
    Map<String, String> generated =
        Map.of(SAME, "1\n", CHANGED, "a\nb\nc\nd\ne\nf\ng\nH\n", NEW, "n\n");
    return new GenerationDrift(root, new TreeMap<>(generated), List.of("made", "not-there"));
  }

  private void write(String path, String content) throws IOException {
    Files.createDirectories(root.resolve(path).getParent());
    Files.writeString(root.resolve(path), content);
  }

  @Test
  void changedNewAndLeftOverFiles_areDrift_othersAreNot() throws IOException {
    assertThat(drift().paths()).containsExactly(CHANGED, NEW, LEFT_OVER);
  }

  @Test
  void difference_isUnified_fromCommittedToGenerated() throws IOException {
    assertThat(drift().difference(CHANGED))
        .containsExactly(
            "--- committed/made/changed.json",
            "+++ generated/made/changed.json",
            "@@ -5,4 +5,4 @@",
            " e",
            " f",
            " g",
            "-h",
            "+H");
  }

  @Test
  void differenceOfNewAndLeftOverFiles_isTheirWholeContent() throws IOException {
    GenerationDrift drift = drift();
    assertThat(drift.difference(NEW)).endsWith("+n");
    assertThat(drift.difference(LEFT_OVER)).endsWith("-gone");
  }

  @Test
  void ending_writesAndDeletes_andLeavesTheRestAlone() throws IOException {
    GenerationDrift drift = drift();
    drift.write();
    assertThat(drift.paths()).isEmpty();
    assertThat(root.resolve(CHANGED)).content().endsWith("H\n");
    assertThat(root.resolve(NEW)).hasContent("n\n");
    assertThat(root.resolve(LEFT_OVER)).doesNotExist();
    assertThat(root.resolve("by-hand.json")).hasContent("mine\n");
  }
}
