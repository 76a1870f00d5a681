package dev.intentobserve.parser.redact;

import dev.intentobserve.model.TsvResource;
import dev.intentobserve.parser.text.KeywordMatcher;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The rules of {@code secret-rules.tsv}, which describes its own columns. */
public final class SecretRules {
  private static final String FILE = "/dev/intentobserve/parser/redact/secret-rules.tsv";
  private static final int COLUMNS = 4;

  public static final SecretRules ALL =
      new SecretRules(TsvResource.read(FILE, COLUMNS).stream().map(Rule::of).toList());

  /**
   * One line of the file.
   *
   * @param words the rule is tried only where one of these occurs in the text
   * @param also and this, unless it is empty
   * @param examples marked texts that must match, and texts that must not
   */
  public record Rule(
      String kind, String id, List<String> words, String also, String text, List<String> examples) {
    private static Rule of(String[] columns) {
      String[] written = columns[2].split("&", 2);
      List<String> words = written[0].isEmpty() ? List.of() : List.of(written[0].split(",", -1));
      String also = written.length == 1 ? "" : written[1];
      List<String> examples = List.of(columns).subList(COLUMNS, columns.length);
      return new Rule(columns[0], columns[1], words, also, columns[3], examples);
    }

    public List<String> parts() {
      return Arrays.stream(text.split("\\|", -1)).map(String::strip).toList();
    }
  }

  private final List<Rule> rules;
  private final KeywordMatcher keywords;

  /**
   * The rules with one more text, whose number among the keywords comes after those of all rules.
   */
  private final BitSet demanding;

  private SecretRules(List<Rule> rules) {
    this.rules = rules;
    this.keywords = new KeywordMatcher(words(rules));
    this.demanding = numbers(rule -> !rule.also().isEmpty());
  }

  public List<Rule> rules() {
    return rules;
  }

  /** The numbers of the rules that may match this text. */
  BitSet rulesFor(String text) {
    BitSet found = keywords.in(text);
    if (found.intersects(demanding)) {
      for (int n = demanding.nextSetBit(0); n >= 0; n = demanding.nextSetBit(n + 1)) {
        found.set(n, found.get(n) && found.get(rules.size() + n));
      }
    }
    found.clear(rules.size(), Math.max(rules.size(), found.length()));
    return found;
  }

  /** The same for a part of a text: what else a rule demands may be in another part. */
  BitSet rulesForPart(String part) {
    return keywords.in(part);
  }

  BitSet numbers(String... kinds) {
    Set<String> wanted = Set.of(kinds);
    return numbers(rule -> wanted.contains(rule.kind()));
  }

  private BitSet numbers(Predicate<Rule> wanted) {
    return IntStream.range(0, rules.size())
        .filter(n -> wanted.test(rules.get(n)))
        .collect(BitSet::new, BitSet::set, BitSet::or);
  }

  record Expression(int number, Pattern pattern) {}

  /**
   * @param complete adds what all rules of the kind share
   */
  List<Expression> expressions(String kind, UnaryOperator<String> complete) {
    return numbers(kind).stream()
        .mapToObj(n -> new Expression(n, Pattern.compile(complete.apply(rules.get(n).text()))))
        .toList();
  }

  public Set<String> parts(String kind) {
    return parts(rule -> rule.kind().equals(kind));
  }

  Set<String> lower(String kind) {
    return parts(kind).stream()
        .map(part -> part.toLowerCase(Locale.ROOT))
        .collect(Collectors.toUnmodifiableSet());
  }

  Set<String> partsOf(String kind, String id) {
    return parts(rule -> rule.kind().equals(kind) && rule.id().equals(id));
  }

  private Set<String> parts(Predicate<Rule> wanted) {
    return rules.stream()
        .filter(wanted)
        .flatMap(rule -> rule.parts().stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Names with their words written together, as they are compared. */
  Set<String> joined(String kind) {
    return parts(kind).stream()
        .map(name -> name.replace(" ", ""))
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static Map<String, BitSet> words(List<Rule> rules) {
    Map<String, BitSet> words = new TreeMap<>();
    for (int n = 0; n < rules.size(); n++) {
      for (String word : rules.get(n).words()) {
        words.computeIfAbsent(word, any -> new BitSet()).set(n);
      }
      if (!rules.get(n).also().isEmpty()) {
        words.computeIfAbsent(rules.get(n).also(), any -> new BitSet()).set(rules.size() + n);
      }
    }
    return words;
  }
}
