package dev.intentobserve.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.metric.Metric;
import dev.intentobserve.model.metric.MetricDescriptor;
import dev.intentobserve.model.metric.MetricDescriptor.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares the tables of the documentation with the code; a failure shows the right table. */
class MetricDocsTest {
  private static final Path PAGE = Path.of("../../docs/operations/metrics.md");

  @ParameterizedTest
  @EnumSource(value = Origin.class, names = "EXTERNAL", mode = EnumSource.Mode.EXCLUDE)
  void table_namesEveryMetricWithTypeLabelsAndMeaning(Origin origin) throws IOException {
    String head =
        origin == Origin.RECORD
            ? "| Prometheus | OTLP | Type | Labels | |\n| --- | --- | --- | --- | --- |\n"
            : "| Prometheus | Type | Labels | |\n| --- | --- | --- | --- |\n";
    String table =
        MetricDescriptor.all().stream()
            .filter(metric -> metric.origin() == origin)
            .map(MetricDocsTest::row)
            .collect(Collectors.joining("\n", head, "\n\n"));
    assertThat(Files.readString(PAGE)).contains(table);
  }

  private static String row(MetricDescriptor metric) {
    String otlp = metric.origin() == Origin.RECORD ? " `" + metric.name() + "` |" : "";
    String labels =
        metric.labels().stream().map(label -> "`" + label + "`").collect(Collectors.joining(", "));
    return "| `%s` |%s %s | %s | %s |"
        .formatted(metric.exposedName(), otlp, type(metric.type()), labels, metric.help());
  }

  private static String type(Metric.Type type) {
    return type.name().toLowerCase(Locale.ROOT);
  }
}
