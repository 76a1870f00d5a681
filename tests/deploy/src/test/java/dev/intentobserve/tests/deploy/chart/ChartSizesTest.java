package dev.intentobserve.tests.deploy.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The sizes that an operator is told are the sums of what the values ask for. */
class ChartSizesTest {
  private static final String RESOURCES = "resources.%s.memory";
  private static final String DISK = "resources.requests.storage";

  @Test
  void document_namesTheSums() throws IOException {
    String document =
        Files.readString(RenderedChart.root().resolve("docs/operations/deploy-phase3.md"));
    assertThat(document)
        .contains(
            "| Memory asked for / at most | "
                + memory(ChartCase.ONE_NODE)
                + " | "
                + memory(ChartCase.MULTI_NODE)
                + ", over all nodes |")
        .contains(
            "| Disk | "
                + gibibytes(disk(ChartCase.ONE_NODE), "%.0f")
                + " | "
                + gibibytes(disk(ChartCase.MULTI_NODE), "%.0f")
                + ", over all nodes |");
  }

  private static String memory(ChartCase values) {
    return gibibytes(memory(values, "requests"), "%.1f")
        + " / "
        + gibibytes(memory(values, "limits"), "%.1f");
  }

  private static String gibibytes(double mebibytes, String format) {
    return String.format(Locale.ROOT, format, mebibytes / 1024) + " GiB";
  }

  private static double memory(ChartCase values, String kind) {
    String path = RESOURCES.formatted(kind);
    return sum(values, "spec.template.spec.containers[]", path)
        + sum(values, "spec", path)
        + sum(values, "spec.entityOperator.topicOperator", path);
  }

  private static double disk(ChartCase values) {
    return sum(values, "spec.volumeClaimTemplates[].spec", DISK)
        + sum(values, "spec.storage.volumes[]", "size");
  }

  private static double sum(ChartCase values, String parts, String path) {
    List<Manifest> manifests = RenderedChart.render(values);
    double sum = 0;
    for (Manifest manifest : manifests) {
      JsonElement replicas = manifest.object("spec").get("replicas");
      int times = replicas == null ? 1 : replicas.getAsInt();
      sum +=
          times
              * manifest
                  .all(parts)
                  .flatMap(part -> Manifest.find(part, path))
                  .mapToDouble(size -> mebibytes(size.getAsString()))
                  .sum();
    }
    return sum;
  }

  private static double mebibytes(String size) {
    double number = Double.parseDouble(size.substring(0, size.length() - 2));
    return size.endsWith("Gi") ? number * 1024 : number;
  }
}
