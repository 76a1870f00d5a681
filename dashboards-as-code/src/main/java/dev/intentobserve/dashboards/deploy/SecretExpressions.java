package dev.intentobserve.dashboards.deploy;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.partitioningBy;

import dev.intentobserve.model.Redaction;
import dev.intentobserve.parser.redact.SecretRules;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The secret rules of the service as expressions of Go, which has no look-around and no possessive
 * quantifiers, but costs linear time without them. In doubt they match too much.
 *
 * <p>Alternatives are sorted, because Go then merges those with a common beginning: measured, 190
 * names cost no more than 30 unsorted ones.
 */
final class SecretExpressions {
  private static final SecretRules RULES = SecretRules.ALL;

  /** Rules whose names are also searched in free text, where each name costs time at every char. */
  private static final List<String> IN_TEXT = List.of("header", "credential", "contact", "card");

  private static final String BETWEEN = "[^A-Za-z0-9]*";
  private static final String DIGITS = "[0-9]*";

  /** Characters written directly after a token belong to it. */
  private static final String RUN_ENDS = "[A-Za-z0-9_=-]*";

  private static final int SHORT = 16;
  private static final Pattern LOOK_BEHIND = Pattern.compile("^\\(\\?<!\\[[^\\]]*]\\)");
  private static final Pattern LOOK_AROUND = Pattern.compile("\\(\\?<?[=!]");
  private static final Pattern POSSESSIVE = Pattern.compile("([*+?}])\\+");

  /** The end of a word; only after a word character does Go's own assertion mean the same. */
  private static final Pattern WORD_END =
      Pattern.compile("(?<=[\\w}\\])?])\\(\\?!\\[[^\\]]*(?:A-Za-z0-9|0-9A-Za-z|a-z0-9)[^\\]]*]\\)");

  private static final Pattern RANGE = Pattern.compile("\\{(\\d+),(\\d+)\\}");

  /** What to find and what to put there; a reference to a group is written {@code $1}. */
  record Shape(String pattern, String replacement) {}

  private SecretExpressions() {}

  /** Keys whose values are secrets, in any case style. */
  static List<String> keys() {
    SortedSet<String> distinct = sorted(RULES.parts("distinct"));
    SortedSet<String> names = sorted(RULES.parts("name"));
    SortedSet<String> suffixes = sorted(RULES.parts("suffix"));
    String end = DIGITS + "(?:" + BETWEEN + "(?:" + anyOf(suffixes, s -> s) + "))*" + BETWEEN + "$";
    String camelEnd = DIGITS + "(?:" + anyOf(suffixes, SecretExpressions::camel) + ")*$";
    return List.of(
        "(?i)(?:" + anyOf(distinct, name -> name.replace(" ", BETWEEN)) + ")" + end,
        "(?i)(?:^|[^a-z])(?:" + anyOf(names, name -> name.replace(" ", BETWEEN)) + ")" + end,
        "[a-z0-9](?:" + anyOf(names, SecretExpressions::camel) + ")" + camelEnd);
  }

  /** Secrets recognised by their form: keys, tokens, logins in URLs, e-mail addresses. */
  static List<String> shapes() {
    return List.of(
        "(?s)-----BEGIN[A-Z\\s]+-----.*?(?:-----END[A-Z\\s]+-----|$)",
        "\\b(?i:bearer|basic)(?:[\\s+]|%20){1,8}(?:[A-Za-z._~+/-]*[0-9][\\w.~+/-]{4,}"
            + "|[A-Za-z._~+/-]{4,}[0-9][\\w.~+/-]*|[A-Za-z]*[a-z][A-Z][A-Za-z+/]{6,})={0,4}",
        tokens(),
        "\\bsk-[A-Za-z_-]*[0-9][\\w-]{11,}",
        "://[^\\s/?#\"'<>:@\\[]*:[^\\s/?#\"'<>@]+@",
        "[\\w.%+-]+@[\\w-]+(?:\\.[\\w-]+)*\\.[A-Za-z]{2,}");
  }

  /** Secrets with their name before them, in quotes as in JSON and without. */
  static List<Shape> pairs() {
    SortedSet<String> names = new TreeSet<>(RULES.parts("distinct"));
    RULES.rules().stream()
        .filter(rule -> rule.kind().equals("name") && IN_TEXT.contains(rule.id()))
        .forEach(rule -> names.addAll(rule.parts()));
    names.add("mail");
    List<String> shortest = names.stream().filter(name -> !endsInOther(name, names)).toList();
    String named =
        "(?i)((?:" + anyOf(shortest, name -> name.replace(" ", "[\\s_.-]?")) + ")" + DIGITS;
    return List.of(
        new Shape(named + "\\\\*[\"']\\s*[:=]\\s*\\\\*[\"'])[^\"'\\\\]+", "$1" + Redaction.MARK),
        new Shape(named + "\\s*[:=]\\s*)[^\\s\"'&,;<>{}\\[\\]]+", "$1" + Redaction.MARK));
  }

  private static boolean endsInOther(String name, Collection<String> names) {
    return names.stream().anyMatch(other -> !other.equals(name) && name.endsWith(other));
  }

  /** A token begins where a word begins, or with a dollar sign that is not within a word. */
  private static String tokens() {
    Map<Boolean, String> byBegin =
        RULES.rules().stream()
            .filter(rule -> rule.kind().equals("token"))
            .flatMap(rule -> token(rule.text()).stream())
            .sorted()
            .collect(partitioningBy(p -> p.startsWith("\\$"), joining("|", "(?:", ")")));
    return "(?:\\b" + byBegin.get(false) + "|\\B" + byBegin.get(true) + ")" + RUN_ENDS;
  }

  /** A token's pattern for Go; empty for one that needs look-around. */
  static Optional<String> token(String pattern) {
    return Optional.of(pattern)
        .map(p -> LOOK_BEHIND.matcher(p).replaceFirst(""))
        .map(p -> WORD_END.matcher(p).replaceAll("\\\\b"))
        .map(p -> POSSESSIVE.matcher(p).replaceAll("$1"))
        .map(p -> RANGE.matcher(p).replaceAll(SecretExpressions::openRange))
        .filter(p -> !LOOK_AROUND.matcher(p).find());
  }

  /** Go writes each repetition out, so long ranges lose their upper bound and high minimums. */
  private static String openRange(MatchResult range) {
    int least = Integer.parseInt(range.group(1));
    boolean wide = Integer.parseInt(range.group(2)) - least >= SHORT;
    return least <= SHORT && !wide ? range.group() : "{" + Math.min(least, SHORT) + ",}";
  }

  private static SortedSet<String> sorted(Collection<String> names) {
    return new TreeSet<>(names);
  }

  private static String anyOf(Collection<String> names, Function<String, String> written) {
    return names.stream().map(written).collect(joining("|"));
  }

  /** {@code card number} as {@code CardNumber}. */
  private static String camel(String name) {
    return Stream.of(name.split(" ", -1))
        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
        .collect(joining());
  }
}
