package dev.intentobserve.parser.redact;

import dev.intentobserve.model.Redaction;
import dev.intentobserve.parser.text.CharacterScan;
import dev.intentobserve.parser.text.DecodedText;
import dev.intentobserve.parser.text.RecordText;
import java.util.BitSet;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces secrets by {@code [REDACTED]}: the value, never the key. Idempotent. {@code
 * secret-rules.tsv} defines what a secret is.
 */
public final class Redactor {
  /** No secret is shorter. */
  private static final int MIN_LENGTH = 5;

  /** No secret that is one word of letters, digits and hyphens is shorter. */
  private static final int MIN_WORD_LENGTH = 13;

  /** The ways to find secrets; each works on the result of those before it. */
  private static final List<BiConsumer<Seen, RedactionSpans>> FINDERS =
      List.of(
          Redactor::blocks,
          Redactor::named,
          Redactor::logins,
          Redactor::shapes,
          Redactor::broken,
          Redactor::wrapped);

  private static final Pattern ESCAPE = Pattern.compile("\\\\u00([0-9A-Fa-f]{2})");

  private Redactor() {}

  /** Whether the value under this key is a secret whatever it looks like; in any case style. */
  public static boolean secretKey(String key) {
    return SecretFieldNames.matches(key);
  }

  /**
   * Redacts free text: tokens, keys, logins, {@code key=value}, sentences, cards, e-mail addresses,
   * in any encoding.
   */
  public static String redact(String text) {
    return redact(text, 0);
  }

  /**
   * @param depth how many layers of base64 the text was decoded from
   */
  static String redact(String text, int depth) {
    CharacterScan scan = CharacterScan.at(text);
    if (text.length() < MIN_LENGTH
        || (scan.word() && text.length() < MIN_WORD_LENGTH)
        || RecordText.isUtcTime(text)) {
      return text;
    }
    Pass pass = new Pass(text, scan, depth);
    if (pass.ordinary()) {
      return text;
    }
    for (BiConsumer<Seen, RedactionSpans> finder : FINDERS) {
      pass = pass.after(finder);
    }
    return pass.text();
  }

  /** One layer of a text and the rules that may match it. */
  private record Seen(DecodedText layer, CharacterScan scan, BitSet activeRules, int depth) {
    static Seen of(DecodedText layer, CharacterScan scan, int depth) {
      return new Seen(layer, scan, SecretRules.ALL.rulesFor(layer.text()), depth);
    }
  }

  /** A text and its layers; recomputed after each change. */
  private record Pass(String text, int depth, List<Seen> layers) {
    Pass(String text, CharacterScan scan, int depth) {
      this(text, depth, seen(DecodedText.of(text, scan), scan, depth));
    }

    private static List<Seen> seen(List<DecodedText> layers, CharacterScan scan, int depth) {
      return layers.size() == 1
          ? List.of(Seen.of(layers.getFirst(), scan, depth))
          : layers.stream()
              .map(layer -> Seen.of(layer, CharacterScan.at(layer.text()), depth))
              .toList();
    }

    /** Whether no rule matches and no finder has a character to begin with. */
    boolean ordinary() {
      Seen seen = layers.getFirst();
      return layers.size() == 1
          && seen.activeRules().isEmpty()
          && !seen.scan().marked()
          && seen.scan().digits() < SecretNumbers.MIN_LENGTH
          && seen.scan().longestRun() < SecretBase64.MIN_LENGTH;
    }

    Pass after(BiConsumer<Seen, RedactionSpans> finder) {
      RedactionSpans spans = new RedactionSpans(text);
      for (Seen seen : layers) {
        finder.accept(seen, spans);
      }
      String clean = spans.applied();
      return clean.equals(text) ? this : new Pass(clean, CharacterScan.at(clean), depth);
    }
  }

  private static void blocks(Seen seen, RedactionSpans spans) {
    if (seen.layer().text().contains("-----BEGIN ")) {
      SecretTokenPatterns.pem(seen.layer(), spans);
    }
  }

  private static void named(Seen seen, RedactionSpans spans) {
    if (SecretSplitFields.mayMatch(seen.activeRules())) {
      SecretKeyValues.find(seen.layer(), spans);
      SecretSplitFields.find(seen.layer(), spans);
    }
    SecretArguments.find(seen.layer(), seen.activeRules(), spans);
    SecretSentences.find(seen.layer(), seen.activeRules(), spans);
  }

  private static void logins(Seen seen, RedactionSpans spans) {
    if (seen.layer().text().indexOf('@') >= 0) {
      SecretLogins.logins(seen.layer(), spans);
      SecretLogins.bareLogins(seen.layer(), spans);
    }
  }

  /** Runs after the logins, because part of a login may look like an e-mail address. */
  private static void shapes(Seen seen, RedactionSpans spans) {
    if (seen.layer().text().indexOf('@') >= 0) {
      SecretLogins.emails(seen.layer(), spans);
    }
    SecretTokenPatterns.tokens(seen.layer(), seen.activeRules(), spans);
    SecretTokenPatterns.find(seen.layer(), seen.scan(), seen.activeRules(), spans);
    if (seen.scan().digits() >= SecretNumbers.MIN_LENGTH) {
      SecretNumbers.find(seen.layer(), spans);
    }
  }

  /** Runs after whole tokens, so that a word of the next line is not taken for the end of one. */
  private static void broken(Seen seen, RedactionSpans spans) {
    if (seen.layer().text().indexOf('\n') >= 0) {
      DecodedText joined = seen.layer().joined();
      SecretTokenPatterns.tokens(joined, SecretRules.ALL.rulesFor(joined.text()), spans);
    }
  }

  private static void wrapped(Seen seen, RedactionSpans spans) {
    if (seen.scan().longestRun() >= SecretBase64.MIN_LENGTH) {
      SecretBase64.find(seen.layer(), seen.depth(), spans);
    }
  }

  /**
   * Redacts text that should be JSON but cannot be parsed. Escaped letters are decoded first,
   * because they could hide a key; text without a secret stays as it is. One long random word is
   * taken for a line of a key file, since such files arrive line by line.
   */
  static String redactRaw(String text) {
    if (SecretTokenPatterns.bare(text)) {
      return Redaction.MARK;
    }
    String plain = unescaped(text);
    String clean = redact(plain);
    return clean.equals(plain) ? text : clean;
  }

  /** Writes out escapes of printable ASCII except the backslash; a quote keeps its backslash. */
  private static String unescaped(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(
            escape -> {
              int c = Integer.parseInt(escape.group(1), 16);
              boolean printable = c >= ' ' && c < 0x7f && c != '\\';
              String plain = c == '"' ? "\\\"" : Character.toString(c);
              return Matcher.quoteReplacement(printable ? plain : escape.group());
            });
  }
}
