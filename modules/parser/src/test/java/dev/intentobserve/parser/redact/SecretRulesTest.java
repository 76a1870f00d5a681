package dev.intentobserve.parser.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Redaction;
import dev.intentobserve.parser.json.LimitedJsonParser;
import dev.intentobserve.parser.json.RecordRefusedException;
import dev.intentobserve.parser.redact.SecretRules.Rule;
import java.util.Arrays;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule behaves as its examples say, and its keywords are sufficient to try it. */
class SecretRulesTest {
  private static final Pattern MADE_UP = Pattern.compile("\\{([aAhdw])(\\d{1,3})}");
  private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
  private static final String DIGITS = "0123456789";

  record Example(Rule rule, String text, boolean secret) {
    @Override
    public String toString() {
      return rule.id() + ": " + text;
    }
  }

  static Stream<Example> examples() {
    return SecretRules.ALL.rules().stream()
        .flatMap(
            rule ->
                rule.examples().stream()
                    .map(text -> new Example(rule, text.substring(1), text.charAt(0) == '+')));
  }

  static Stream<Rule> rules() {
    return SecretRules.ALL.rules().stream();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void example_matchesOrNot(Example example) throws RecordRefusedException {
    String made = madeUp(example.text(), new Random(example.text().hashCode()));
    String written = made.replace("§", "");
    if (example.secret()) {
      assertThat(clean(written)).isEqualTo(expected(made));
    } else {
      assertThat(clean(written)).isEqualTo(written);
    }
  }

  /** In JSON the quotes are part of the value, and a number gets quotes. */
  private static String expected(String made) {
    String marked = "\"" + Redaction.MARK + "\"";
    return isJson(made)
        ? made.replaceAll("\"§[^§]*§\"|§[^§]*§", Matcher.quoteReplacement(marked))
        : made.replaceAll("§[^§]*§", Matcher.quoteReplacement(Redaction.MARK));
  }

  private static String clean(String text) throws RecordRefusedException {
    return isJson(text)
        ? SanitizingJsonReader.parse(LimitedJsonParser.lenient(64, 1000), text).edits().apply(text)
        : Redactor.redact(text);
  }

  private static boolean isJson(String text) {
    return text.startsWith("{") || text.startsWith("[");
  }

  /** {@code {a20}}: generated letters and digits, always with both among them. */
  static String madeUp(String text, Random random) {
    return MADE_UP
        .matcher(text)
        .replaceAll(
            match ->
                Matcher.quoteReplacement(
                    made(match.group(1), Integer.parseInt(match.group(2)), random)));
  }

  private static String made(String alphabet, int length, Random random) {
    String letters =
        switch (alphabet) {
          case "A" -> LOWER.toUpperCase(java.util.Locale.ROOT) + DIGITS;
          case "h" -> "abcdef" + DIGITS;
          case "d" -> DIGITS;
          case "w" -> LOWER + LOWER.toUpperCase(java.util.Locale.ROOT) + DIGITS + "-_";
          default -> LOWER + LOWER.toUpperCase(java.util.Locale.ROOT) + DIGITS;
        };
    char[] out = new char[length];
    for (int i = 0; i < length; i++) {
      out[i] = letters.charAt(random.nextInt(letters.length()));
    }
    out[0] = letters.charAt(0);
    out[length - 1] = alphabet.equals("w") ? '9' : letters.charAt(letters.length() - 1);
    return new String(out);
  }

  /** A rule without a matching keyword would never be tried. */
  @ParameterizedTest
  @MethodSource("rules")
  void name_holdsAWordOfItsRule(Rule rule) {
    if (rule.kind().equals("name") || rule.kind().equals("doubtful")) {
      assertThat(rule.parts())
          .allSatisfy(
              name ->
                  assertThat(Arrays.asList(name.split(" ")))
                      .anyMatch(part -> rule.words().stream().anyMatch(part::contains)));
    }
  }

  /** Without an upper bound, a quantifier may cost the square of a hostile text. */
  @ParameterizedTest
  @MethodSource("rules")
  void pattern_isBounded(Rule rule) {
    if (rule.kind().equals("token") || rule.kind().equals("command")) {
      String bones = rule.text().replaceAll("\\\\.", "x").replaceAll("\\[[^]]*]", "x");
      assertThat(bones).doesNotContainPattern("(?<![*}?])[*+](?!\\+)|,}(?!\\+)");
    }
  }
}
