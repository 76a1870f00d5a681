package dev.intentobserve.model.event;

/**
 * The bounds of what is taken in. Bytes, unless said otherwise.
 *
 * @param body the largest request body as it comes over the wire
 * @param inflated the largest body after decompression
 * @param record the longest single record (a line, an array element, a structured event)
 * @param depth the deepest nesting of objects and arrays
 * @param attributes the most leaf values one event may carry
 */
public record InputLimits(int body, int inflated, int record, int depth, int attributes) {
  public static final InputLimits DEFAULT = new InputLimits(16 << 20, 64 << 20, 1 << 20, 64, 256);

  public InputLimits {
    requirePositive(body, "body");
    requirePositive(inflated, "inflated");
    requirePositive(record, "record");
    requirePositive(depth, "depth");
    requirePositive(attributes, "attributes");
  }

  private static void requirePositive(int value, String name) {
    if (value <= 0) {
      throw new IllegalArgumentException("limits." + name + " must be positive, not " + value);
    }
  }
}
