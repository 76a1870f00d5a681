package dev.intentobserve.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/** The dated list of versions that are known to be vulnerable. */
record KnownVulnerabilities(List<Row> rows) {
  private static final Pattern DATE = Pattern.compile("2[0-9]{3}-[01][0-9]-[0-3][0-9]");

  /** Something at a version, as it is pinned or resolved. */
  record Pinned(String what, String version) {
    @Override
    public String toString() {
      return what + " " + version;
    }
  }

  /**
   * One line of the list.
   *
   * @param what {@code group:artifact}, {@code group:*} or {@code image:repository}
   * @param from the first version affected
   * @param fixed the first one that is not; {@code -} where there is none yet
   * @param accepted why it is pinned all the same; empty where it must not be
   */
  record Row(
      String what,
      String from,
      String fixed,
      String advisory,
      String source,
      String lookedUp,
      String accepted) {

    static Row of(String line) {
      String[] cells = line.split("\t", -1);
      if (cells.length != 7) {
        throw new IllegalArgumentException("not 7 columns: " + line);
      }
      Row row = new Row(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6]);
      if (!DATE.matcher(row.lookedUp).matches() || !row.source.startsWith("https://")) {
        throw new IllegalArgumentException("no date or no source: " + line);
      }
      return row;
    }

    boolean hits(Pinned pinned) {
      boolean named =
          what.endsWith(":*")
              ? pinned.what().startsWith(what.substring(0, what.length() - 1))
              : pinned.what().equals(what);
      return named
          && compare(pinned.version(), from) >= 0
          && (fixed.equals("-") || compare(pinned.version(), fixed) < 0);
    }
  }

  static KnownVulnerabilities read(Path list) throws IOException {
    return parse(Files.readAllLines(list));
  }

  static KnownVulnerabilities parse(List<String> lines) {
    return new KnownVulnerabilities(
        lines.stream()
            .filter(line -> !line.startsWith("#") && !line.isBlank())
            .map(Row::of)
            .toList());
  }

  /** What is pinned although it is vulnerable, and accepted although it is not pinned. */
  List<String> complaints(Collection<Pinned> pinned) {
    List<String> complaints = new ArrayList<>();
    for (Row row : rows) {
      List<Pinned> hit = pinned.stream().filter(row::hits).toList();
      if (!hit.isEmpty() && row.accepted().isBlank()) {
        complaints.add(
            row.advisory() + ": " + hit + ", fixed in " + row.fixed() + ", see " + row.source());
      } else if (hit.isEmpty() && !row.accepted().isBlank()) {
        complaints.add(row.advisory() + " is accepted, but hits nothing any more: " + row.what());
      }
    }
    return complaints;
  }

  /** By their numbers from left to right; what is missing counts as zero, words are passed over. */
  static int compare(String left, String right) {
    List<Integer> a = numbers(left);
    List<Integer> b = numbers(right);
    for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
      int order = Integer.compare(i < a.size() ? a.get(i) : 0, i < b.size() ? b.get(i) : 0);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static List<Integer> numbers(String version) {
    return Pattern.compile("[0-9]{1,9}")
        .matcher(version)
        .results()
        .map(found -> Integer.valueOf(found.group()))
        .toList();
  }
}
