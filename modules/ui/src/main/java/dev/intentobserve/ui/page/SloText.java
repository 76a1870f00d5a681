package dev.intentobserve.ui.page;

import dev.intentobserve.ui.component.TimeRenderer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Numbers of an objective as text; a dash for unknown ones. */
final class SloText {
  private static final Set<String> UNEVALUATED = Set.of("no_data", "not_enough_data");

  private SloText() {}

  static String percent(@Nullable Number share) {
    return share == null ? "–" : String.format(Locale.ENGLISH, "%.4g%%", 100 * share.doubleValue());
  }

  static String rate(@Nullable Number rate) {
    return rate == null ? "–" : String.format(Locale.ENGLISH, "%.2f", rate.doubleValue());
  }

  static String window(@Nullable String iso) {
    return iso == null ? "–" : TimeRenderer.duration(Duration.parse(iso));
  }

  static String budgetLeft(JsonObject slo) {
    return percent(budget(slo).getNumber("remaining"));
  }

  /** When the budget will be used up at the current rate; null unless the API knows. */
  static @Nullable String exhaustedAt(JsonObject slo) {
    return budget(slo).getString("exhausted");
  }

  static String exhaustion(JsonObject slo) {
    Number left = budget(slo).getNumber("remaining");
    return left == null ? "–" : left.doubleValue() > 0 ? "not at this rate" : "already";
  }

  /** Without enough events one failure is several budgets, so an unevaluated one is not shown. */
  private static JsonObject budget(JsonObject slo) {
    boolean evaluated = !UNEVALUATED.contains(slo.getString("state", ""));
    return evaluated ? slo.getJsonObject("budget", new JsonObject()) : new JsonObject();
  }
}
