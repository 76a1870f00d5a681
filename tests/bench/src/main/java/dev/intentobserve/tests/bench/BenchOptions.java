package dev.intentobserve.tests.bench;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What is measured, and how often.
 *
 * @param events of the corpus, without repeats; rounded up to whole intents
 * @param profile whether to record where time goes; distorts the values
 */
record BenchOptions(long events, int runs, long seed, Set<Part> only, boolean profile) {
  static final String USAGE =
      "usage: [--events 100000] [--runs 3] [--seed 1] [--only B1,B1a,B2,B3,B4,B5,B6] [--profile]";

  static final BenchOptions DEFAULT =
      new BenchOptions(100_000, 3, 1, EnumSet.allOf(Part.class), false);

  /** The scenarios, by their names; B1 includes B1b. */
  enum Part {
    B1,
    B1A,
    B2,
    B3,
    B4,
    B5,
    B6;

    static Part of(String name) {
      String upper = name.strip().toUpperCase(Locale.ROOT);
      return Arrays.stream(values())
          .filter(part -> part.name().equals(upper) || (upper.equals("B1B") && part == B1))
          .findFirst()
          .orElseThrow(() -> new IllegalArgumentException("no scenario is called " + name));
    }
  }

  BenchOptions {
    if (events < 1 || runs < 1) {
      throw new IllegalArgumentException("--events and --runs must be positive");
    }
    only = Set.copyOf(only);
  }

  /**
   * @throws IllegalArgumentException with a message for the user
   */
  static BenchOptions parse(List<String> arguments) {
    BenchOptions options = DEFAULT;
    Deque<String> rest = new ArrayDeque<>(arguments);
    while (!rest.isEmpty()) {
      String option = rest.remove();
      options =
          switch (option) {
            case "--events" -> options.withEvents(number(option, rest));
            case "--runs" -> options.withRuns((int) number(option, rest));
            case "--seed" -> options.withSeed(number(option, rest));
            case "--only" -> options.withOnly(parts(value(option, rest)));
            case "--profile" -> options.withProfile();
            default -> throw new IllegalArgumentException("unknown option " + option);
          };
    }
    return options;
  }

  boolean runs(Part... parts) {
    return Arrays.stream(parts).anyMatch(only::contains);
  }

  private BenchOptions withEvents(long changed) {
    return new BenchOptions(changed, runs, seed, only, profile);
  }

  private BenchOptions withRuns(int changed) {
    return new BenchOptions(events, changed, seed, only, profile);
  }

  private BenchOptions withSeed(long changed) {
    return new BenchOptions(events, runs, changed, only, profile);
  }

  private BenchOptions withOnly(Set<Part> changed) {
    return new BenchOptions(events, runs, seed, changed, profile);
  }

  private BenchOptions withProfile() {
    return new BenchOptions(events, runs, seed, only, true);
  }

  private static Set<Part> parts(String names) {
    Set<Part> parts = EnumSet.noneOf(Part.class);
    for (String name : names.split(",", -1)) {
      parts.add(Part.of(name));
    }
    return parts;
  }

  private static long number(String option, Deque<String> rest) {
    String value = value(option, rest);
    try {
      return Long.parseLong(value.replace("_", ""));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(option + " needs a number, not " + value, e);
    }
  }

  private static String value(String option, Deque<String> rest) {
    if (rest.isEmpty()) {
      throw new IllegalArgumentException(option + " needs a value");
    }
    return rest.remove();
  }
}
