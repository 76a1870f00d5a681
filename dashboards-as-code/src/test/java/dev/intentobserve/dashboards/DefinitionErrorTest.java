package dev.intentobserve.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class DefinitionErrorTest {
  @Test
  void mistake_isToldWithTheLineItWasWrittenOn() {
    IllegalArgumentException refused =
        refused(
            "vocabulary.TimeSeries",
            "dashboards.pipeline.PipelineDashboard",
            "dashboards.DashboardCatalog",
            "Generated");
    assertThat(DefinitionError.message(refused))
        .hasValue("PipelineDashboard.java:2: it has no such label");
    assertThat(DefinitionError.message(new ExceptionInInitializerError(refused)))
        .hasValue("PipelineDashboard.java:2: it has no such label");
  }

  @Test
  void mistakeOfAWholeDashboard_isToldAsItIs() {
    assertThat(
            DefinitionError.message(refused("vocabulary.Dashboard", "dashboards.DashboardCatalog")))
        .hasValue("it has no such label");
  }

  @Test
  void faultOfTheProgram_isNoMistake() {
    assertThat(DefinitionError.message(new NullPointerException("x"))).isEmpty();
    assertThat(DefinitionError.message(new ExceptionInInitializerError("x"))).isEmpty();
  }

  private static IllegalArgumentException refused(String... classes) {
    IllegalArgumentException refused = new IllegalArgumentException("it has no such label");
    StackTraceElement[] frames = new StackTraceElement[classes.length];
    for (int i = 0; i < classes.length; i++) {
      String name = "dev.intentobserve.dashboards." + classes[i];
      String file = name.substring(name.lastIndexOf('.') + 1) + ".java";
      frames[i] = new StackTraceElement(name, "anything", file, i + 1);
    }
    refused.setStackTrace(frames);
    return refused;
  }
}
