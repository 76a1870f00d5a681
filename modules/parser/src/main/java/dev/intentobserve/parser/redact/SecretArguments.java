package dev.intentobserve.parser.redact;

import dev.intentobserve.parser.redact.SecretFieldNames.Sensitivity;
import dev.intentobserve.parser.redact.SecretRules.Expression;
import dev.intentobserve.parser.text.CharacterRuns;
import dev.intentobserve.parser.text.DecodedText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Secrets among the arguments of a program, in one line or as a list: {@code --password x}, {@code
 * ["--password", "x"]}, {@code curl -u name:x}, {@code mysql -px}, {@code deploy -p x}.
 */
final class SecretArguments {
  private static final SecretRules RULES = SecretRules.ALL;
  private static final BitSet NAMES = RULES.numbers("name", "distinct", "doubtful");
  private static final Set<String> OTHER_MEANING = RULES.lower("single");
  private static final int MAX_LOOKBEHIND = 200;

  private static final List<Expression> COMMANDS =
      RULES.expressions("command", UnaryOperator.identity());

  /** Between an option and its value: spaces, or the separators of a list. */
  private static final String GAP = "(?:[ \\t]{1,64}|[\"']\\s{0,8},\\s{0,8}[\"'])[\"']?";

  private static final Pattern OPTION =
      Pattern.compile(
          "(?<![A-Za-z0-9_-])--?([A-Za-z][A-Za-z0-9_.-]{1,63}+)"
              + GAP
              + "(?![-\"'])([^\\s\"']{1,4096}+)");

  private static final Pattern QUOTED =
      Pattern.compile(
          "(?<![A-Za-z0-9_-])--?([A-Za-z][A-Za-z0-9_.-]{1,63}+)[ =]{1,8}([\"'])((?:(?!\\2)[^\\r\\n]){1,1024}+)\\2");

  private static final Pattern SINGLE =
      Pattern.compile(
          "(?<![A-Za-z0-9_-])-[pPw]"
              + GAP
              + "([^\\s\"',/:=<>-][^\\s\"',/:=<>]{5,255}+)(?![^\\s\"',<])");

  private SecretArguments() {}

  static void find(DecodedText layer, BitSet activeRules, RedactionSpans spans) {
    for (Expression command : COMMANDS) {
      if (activeRules.get(command.number())) {
        each(command.pattern(), layer, 2, spans, match -> true);
      }
    }
    if (!option(layer.text())) {
      return;
    }
    if (activeRules.intersects(NAMES)) {
      each(OPTION, layer, 2, spans, match -> announces(match.group(1), match.group(2)));
      spans.addEach(layer, QUOTED, 3, match -> announces(match.group(1), match.group(3)));
    }
    if (single(layer.text())) {
      each(SINGLE, layer, 1, spans, match -> secret(layer.text(), match));
    }
  }

  /** Whether an option may begin anywhere: most hyphens are within a word or between two. */
  private static boolean option(String text) {
    for (int i = text.indexOf('-'); i >= 0; i = text.indexOf('-', i + 1)) {
      if ((i == 0 || !isWord(text.charAt(i - 1))) && !text.startsWith(" ", i + 1)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isWord(char c) {
    return c < 128 && (c == '-' || c == '_' || Character.isLetterOrDigit(c));
  }

  private static boolean single(String text) {
    for (int i = text.indexOf('-'); i >= 0; i = text.indexOf('-', i + 1)) {
      boolean begins = i == 0 || !Character.isLetterOrDigit(text.charAt(i - 1));
      if (begins && i + 2 < text.length() && "pPw".indexOf(text.charAt(i + 1)) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** The ranges of the secrets in a command line. */
  static List<int[]> ofCommands(String line) {
    BitSet activeRules = RULES.rulesFor(line);
    List<int[]> secrets = new ArrayList<>();
    for (Expression command : COMMANDS) {
      Matcher match = command.pattern().matcher(line);
      while (activeRules.get(command.number()) && match.find()) {
        secrets.add(new int[] {match.start(2), match.end(2)});
      }
    }
    return secrets;
  }

  /** A value without quotes ends where its word does. */
  private static void each(
      Pattern pattern,
      DecodedText layer,
      int group,
      RedactionSpans spans,
      Predicate<MatchResult> secret) {
    Matcher match = pattern.matcher(layer.text());
    while (match.find()) {
      if (secret.test(match)) {
        int end = SecretValueEnd.wordEnd(layer.text(), match.start(group));
        spans.add(layer, match.start(group), Math.min(end, match.end(group)));
      }
    }
  }

  /** Whether this list member is an option whose value, the next member, is a secret. */
  static boolean announces(String option, String value) {
    Sensitivity sensitivity =
        option.length() > 64 ? Sensitivity.HARMLESS : SecretFieldNames.classify(option);
    return !OrdinaryText.blank(value)
        && (sensitivity == Sensitivity.SECRET
            || (sensitivity == Sensitivity.DOUBTFUL && !OrdinaryText.harmless(value)));
  }

  /**
   * {@code -p} has many meanings: the value must look random, and the program must not be known to
   * use the option for something else.
   */
  private static boolean secret(String text, MatchResult single) {
    return random(single.group(1)) && !otherMeaning(text, single.start());
  }

  static boolean random(String value) {
    return value.length() >= 6
        && value.chars().anyMatch(Character::isLetter)
        && value.chars().anyMatch(c -> !Character.isLetter(c))
        && value.chars().noneMatch(c -> "/:=.".indexOf(c) >= 0)
        && !OrdinaryText.plain(value);
  }

  private static boolean otherMeaning(String text, int at) {
    int begin = CharacterRuns.begin(text, at, MAX_LOOKBEHIND, c -> "\n|;&".indexOf(c) < 0);
    return Arrays.stream(text.substring(begin, at).split("[\\s\"',\\[\\]()`]+", -1))
        .anyMatch(SecretArguments::meansOther);
  }

  /** Whether this program is known to use {@code -p} for something other than a password. */
  static boolean meansOther(String program) {
    return OTHER_MEANING.contains(program.substring(program.lastIndexOf('/') + 1));
  }
}
