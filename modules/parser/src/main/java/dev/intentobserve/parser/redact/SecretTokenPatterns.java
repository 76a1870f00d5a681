package dev.intentobserve.parser.redact;

import dev.intentobserve.model.Redaction;
import dev.intentobserve.parser.redact.SecretRules.Expression;
import dev.intentobserve.parser.text.CharacterScan;
import dev.intentobserve.parser.text.DecodedText;
import java.util.BitSet;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Secrets recognised by their form. Every quantifier is bounded or possessive, and a match begins
 * only where a run of token characters begins, so that hostile text costs linear time.
 */
final class SecretTokenPatterns {
  private static final String RUN_BEGINS = "(?<![A-Za-z0-9_-])";

  /** A token is one word: characters directly after it belong to it. */
  private static final String RUN_ENDS = "[A-Za-z0-9_=-]{0,255}+";

  private static final SecretRules RULES = SecretRules.ALL;
  private static final BitSet TOKENS = RULES.numbers("token");
  private static final BitSet SCHEMES = RULES.numbers("scheme");
  private static final List<Expression> SHAPES =
      RULES.expressions("token", SecretTokenPatterns::token);

  private static final Pattern SCHEME =
      Pattern.compile(
          "(?i)(?<![a-z0-9])((?:bearer|basic)(?:[ \\t+]|%20){1,8})([a-z0-9._~+/-]{8,}+={0,4})");

  /**
   * Also matches plain words such as {@code sk-learn-pipeline-refactoring}; see {@link #random}.
   */
  private static final Pattern SK = Pattern.compile(RUN_BEGINS + "sk-[A-Za-z0-9_-]{12,}+");

  private static final Pattern TAG =
      Pattern.compile("<([A-Za-z][A-Za-z0-9_.:-]{2,63})(\\s[^<>]{0,256}+)?>([^<]{1,4096})(?=</)");

  private static final Pattern ATTRIBUTE =
      Pattern.compile("\\s(?:name|key|id|field)\\s?=\\s?[\"']([^\"']{1,64})");

  /** The secret half of an AWS key, which has no prefix; see {@link #mixed}. */
  private static final Pattern FORTY =
      Pattern.compile("(?<![A-Za-z0-9+/=_.-])[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=_-])");

  /** A line of a key file whose first line is missing. */
  private static final Pattern BARE = Pattern.compile("\\s*[A-Za-z0-9+/_-]{24,}+={0,2}\\s*");

  private static final String PEM_BEGIN = "-----BEGIN ";
  private static final String PEM_END = "-----END ";

  private SecretTokenPatterns() {}

  private static String token(String pattern) {
    return "(?<![A-Za-z0-9])(?:" + pattern + ")" + RUN_ENDS;
  }

  /** Tokens of services whose keywords occur in the text. */
  static void tokens(DecodedText layer, BitSet activeRules, RedactionSpans spans) {
    if (activeRules.intersects(TOKENS)) {
      for (Expression shape : SHAPES) {
        if (activeRules.get(shape.number())) {
          spans.addEach(layer, shape.pattern(), 0, match -> true);
        }
      }
    }
  }

  static void find(
      DecodedText layer, CharacterScan scan, BitSet activeRules, RedactionSpans spans) {
    String text = layer.text();
    if (activeRules.intersects(SCHEMES)) {
      spans.addEach(layer, SCHEME, 2, SecretTokenPatterns::scheme);
    }
    if (text.contains("</")) {
      spans.addEach(layer, TAG, 3, SecretTokenPatterns::tag);
    }
    if (text.contains("sk-")) {
      spans.addEach(layer, SK, 0, match -> random(match.group().substring(3)));
    }
    if (scan.longestRun() >= 40) {
      spans.addEach(layer, FORTY, 0, match -> mixed(match.group()));
    }
  }

  /** Whether the text is one long random word and nothing else. */
  static boolean bare(String text) {
    return text.length() < 512 && BARE.matcher(text).matches() && random(text.strip());
  }

  /** Whether the element, or an attribute of it, has the name of a secret. */
  private static boolean tag(MatchResult match) {
    if (match.group(3).isBlank() || match.group(3).equals(Redaction.MARK)) {
      return false;
    }
    String attributes = match.group(2) == null ? "" : match.group(2);
    Matcher named = ATTRIBUTE.matcher(attributes);
    return SecretFieldNames.matches(match.group(1))
        || (named.find() && SecretFieldNames.matches(named.group(1)));
  }

  /** Whole PEM blocks; one without an end reaches to the end of the text. */
  static void pem(DecodedText layer, RedactionSpans spans) {
    String text = layer.text();
    int begin = text.indexOf(PEM_BEGIN);
    while (begin >= 0) {
      int end = text.indexOf(PEM_END, begin);
      int dashes = end < 0 ? -1 : text.indexOf("-----", end + PEM_END.length());
      int done = dashes < 0 ? text.length() : dashes + 5;
      spans.add(layer, begin, done);
      begin = text.indexOf(PEM_BEGIN, done);
    }
  }

  private static boolean scheme(MatchResult match) {
    boolean basic = match.group(1).regionMatches(true, 0, "basic", 0, 5);
    String token = match.group(2);
    return basic ? token.indexOf('-') < 0 && random(token) : !words(token);
  }

  /** Ordinary words, as in {@code bearer authentication} or {@code Bearer token-handling}. */
  private static boolean words(String token) {
    int run = 0;
    for (int i = 0; i < token.length(); i++) {
      char c = token.charAt(i);
      boolean letter = Character.isLowerCase(c) || (run == 0 && Character.isUpperCase(c));
      if (!letter && c != '-' && c != '/' && c != '.') {
        return false;
      }
      run = letter ? run + 1 : 0;
      if (run > 20) {
        return false;
      }
    }
    return true;
  }

  private static boolean random(String token) {
    return !words(token);
  }

  /**
   * Whether letters of both cases and digits are mixed as in random text, unlike a hex digest, a
   * path or a class name. Forty random characters contain about thirty different ones and change
   * between letter case and digit about 24 times; a name made of words does half of that.
   */
  private static boolean mixed(String word) {
    long upper = word.chars().filter(c -> kind(c) == 'A').count();
    long lower = word.chars().filter(c -> kind(c) == 'a').count();
    long changes =
        IntStream.range(1, word.length())
            .filter(i -> kind(word.charAt(i)) != kind(word.charAt(i - 1)))
            .count();
    return upper >= 4 && lower >= 4 && changes >= 16 && word.chars().distinct().count() >= 20;
  }

  private static char kind(int c) {
    return c >= 'A' && c <= 'Z'
        ? 'A'
        : c >= 'a' && c <= 'z' ? 'a' : c >= '0' && c <= '9' ? '0' : '/';
  }
}
