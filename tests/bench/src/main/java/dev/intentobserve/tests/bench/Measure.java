package dev.intentobserve.tests.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

/**
 * What one row of the result means; a row of {@code measures.tsv}.
 *
 * @param key the name in code and JSON
 * @param scenario its name, such as {@code B1}
 * @param higher whether more is better
 * @param before measured on 2026-11-30, before states were computed in memory; empty for unknown
 * @param reach the limit to reach now; empty for none
 * @param then the limit to reach later; empty for none
 */
record Measure(
    String key,
    String scenario,
    String name,
    String unit,
    boolean higher,
    String before,
    OptionalDouble reach,
    OptionalDouble then) {
  private static final String NONE = "-";

  /** All rows by their keys, in the order of the report. */
  static Map<String, Measure> all() {
    Map<String, Measure> all = new LinkedHashMap<>();
    try (InputStream file =
            Objects.requireNonNull(Measure.class.getResourceAsStream("measures.tsv"), "measures");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
      List<Measure> rows =
          lines.lines().filter(line -> !line.startsWith("#")).map(Measure::parse).toList();
      rows.forEach(row -> all.put(row.key(), row));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  private static Measure parse(String row) {
    String[] column = row.split("\t", -1);
    return new Measure(
        column[0],
        column[1],
        column[2],
        column[3],
        column[4].equals("higher"),
        column[5].equals(NONE) ? "" : column[5],
        number(column[6]),
        number(column[7]));
  }

  private static OptionalDouble number(String text) {
    return text.equals(NONE) ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(text));
  }

  /** How much of the limit {@code value} reaches: 1 and more is enough; empty without a limit. */
  OptionalDouble reached(double value) {
    if (reach.isEmpty()) {
      return OptionalDouble.empty();
    }
    double limit = reach.getAsDouble();
    return OptionalDouble.of(higher ? value / limit : limit / value);
  }
}
