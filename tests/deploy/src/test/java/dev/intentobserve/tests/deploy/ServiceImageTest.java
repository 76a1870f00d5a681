package dev.intentobserve.tests.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.dashboards.deploy.Images;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Our own image is built by hand-written files, which name the versions that stand here. */
class ServiceImageTest {
  private static final Path ROOT = Path.of("../..");

  @Test
  void dockerfile_standsOnWhatIsPinnedHere() throws IOException {
    assertThat(Files.readAllLines(ROOT.resolve("Dockerfile")))
        .contains(
            "FROM " + Images.JDK.reference() + " AS build", "FROM " + Images.UBUNTU.reference())
        .contains("ARG VERSION=" + Images.INTENT_OBSERVE.tag());
  }

  @Test
  void jib_standsOnWhatIsPinnedHere() throws IOException {
    assertThat(Files.readString(ROOT.resolve("modules/app/pom.xml")))
        .contains("<image>" + Images.JRE.reference() + "</image>");
  }

  @Test
  void make_tagsWhatIsDeployed() throws IOException {
    assertThat(Files.readAllLines(ROOT.resolve("Makefile")))
        .contains("IMAGE = " + Images.INTENT_OBSERVE.reference());
  }
}
