package dev.intentobserve.ui.component;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.entity.Lifecycle;
import dev.intentobserve.model.entity.Tone;
import dev.intentobserve.model.slo.SliEvent;
import dev.intentobserve.ui.http.StaticAssets;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tones of states, and contrast of their colours in both themes. */
class StatusToneTest {
  /**
   * Words that are neither: to add a state to a lifecycle is to say here, or in a tone, how it
   * looks.
   */
  private static final Set<String> NEITHER =
      Set.of(
          "accepted",
          "active",
          "archived",
          "captured",
          "clustered",
          "defined",
          "dismissed",
          "dissolved",
          "draft",
          "executing",
          "forming",
          "planned",
          "proposed",
          "resumed",
          "review",
          "running",
          "specced",
          "started",
          "written");

  private static final Pattern COLOUR =
      Pattern.compile("--([a-z-]+): light-dark\\(#([0-9a-f]{6}), #([0-9a-f]{6})\\);");

  @Test
  void everyStateOfEveryLifecycle_hasATone() {
    Set<String> states = new TreeSet<>();
    for (EntityKind kind : EntityKind.values()) {
      states.addAll(Lifecycle.states(kind));
    }
    assertThat(states)
        .allMatch(state -> NEITHER.contains(state) == (StatusTone.of(state) == Tone.PLAIN));
  }

  @Test
  void failures_areBad() {
    for (String word : List.of("failed", "critical", "firing", "refused", "given_up", "burning")) {
      assertThat(StatusTone.of(word)).as(word).isEqualTo(Tone.BAD);
    }
    Map<SliEvent.Outcome, Tone> outcomes =
        Map.of(
            SliEvent.Outcome.GOOD, Tone.GOOD,
            SliEvent.Outcome.BAD, Tone.BAD,
            SliEvent.Outcome.OPEN, Tone.WARN);
    for (SliEvent.Outcome outcome : SliEvent.Outcome.values()) {
      String word = outcome.name().toLowerCase(Locale.ROOT);
      assertThat(StatusTone.of(word)).as(word).isEqualTo(outcomes.get(outcome));
    }
  }

  @Test
  void eventNames_tellFailures() {
    for (String type :
        List.of(
            "contract.failed",
            "contract.assertion.failed",
            "execution.error_retry",
            "execution.escalated",
            "approval.expired",
            "signal.circuit_break",
            "system.error")) {
      assertThat(StatusTone.isFailure(type)).as(type).isTrue();
    }
    for (String type :
        List.of("", "failed.over", "contract.verified", "errors.none", "x.breakfast")) {
      assertThat(StatusTone.isFailure(type)).as(type).isFalse();
    }
  }

  /** WCAG: 4.5 : 1 for text, which is also enough for marks (3 : 1). */
  @Test
  void coloursOfFailure_haveEnoughContrast_inAllThemes() throws IOException {
    List<Map<String, Integer>> themes = themes();
    assertThat(themes).hasSize(2);
    for (Map<String, Integer> theme : themes) {
      int bad = colour(theme, "bad");
      for (String ground : List.of("raised", "sunk", "ground", "band", "bad-ground")) {
        assertThat(contrast(bad, colour(theme, ground))).as(ground).isGreaterThan(4.5);
      }
      assertThat(bad).isNotEqualTo(colour(theme, "tick"));
    }
    assertThat(css())
        .containsPattern("\\.tick\\.failed \\{[^}]*fill: var\\(--bad\\)")
        .containsPattern("\\.b\\.failed \\{[^}]*stroke: var\\(--bad\\)");
  }

  private static List<Map<String, Integer>> themes() throws IOException {
    List<MatchResult> colours = COLOUR.matcher(css()).results().toList();
    return IntStream.of(2, 3)
        .mapToObj(
            theme ->
                colours.stream()
                    .collect(
                        Collectors.toMap(
                            one -> one.group(1), one -> Integer.parseInt(one.group(theme), 16))))
        .toList();
  }

  private static int colour(Map<String, Integer> theme, String name) {
    return Objects.requireNonNull(theme.get(name), name);
  }

  private static double contrast(int one, int other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(int rgb) {
    double[] weights = {0.0722, 0.7152, 0.2126};
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      double part = (rgb >> (8 * i) & 0xff) / 255.0;
      sum += weights[i] * (part <= 0.04045 ? part / 12.92 : Math.pow((part + 0.055) / 1.055, 2.4));
    }
    return sum;
  }

  private static String css() throws IOException {
    try (InputStream in = StaticAssets.class.getResourceAsStream("assets/pages.css")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    }
  }
}
