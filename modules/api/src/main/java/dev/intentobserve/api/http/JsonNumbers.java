package dev.intentobserve.api.http;

import dev.intentobserve.model.json.Json;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Numbers as JSON, without an exponent as long as they are of a readable size. */
public final class JsonNumbers {
  private static final double SMALLEST_PLAIN = 1e-9;
  private static final double LARGEST_PLAIN = 1e15;

  private JsonNumbers() {}

  /** JSON null for null, NaN and infinities. */
  public static Json of(@Nullable Double value) {
    if (value == null || !Double.isFinite(value)) {
      return Json.nothing();
    }
    double size = Math.abs(value);
    boolean plain = size == 0 || (size >= SMALLEST_PLAIN && size < LARGEST_PLAIN);
    return new Json.Num(plain ? plain(value) : Double.toString(value));
  }

  private static String plain(double value) {
    return value == 0 ? "0" : BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
