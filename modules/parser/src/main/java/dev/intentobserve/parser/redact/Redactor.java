package dev.intentobserve.parser.redact;

import dev.intentobserve.model.Redaction;
import dev.intentobserve.parser.text.CharacterScan;
import dev.intentobserve.parser.text.DecodedText;
import dev.intentobserve.parser.text.JsonUnescaper;
import java.util.BitSet;
import java.util.List;

/**
 * Replaces secrets by {@code [REDACTED]}: the value, never the key. Idempotent. What a secret is,
 * {@code secret-rules.tsv} says.
 */
public final class Redactor {
  /** No shape of secret is shorter. */
  private static final int MIN_LENGTH = 5;

  /** No shape of secret that is one word of letters, digits and hyphens is shorter. */
  private static final int MIN_WORD_LENGTH = 13;

  /** One way to find secrets; each sees what those before it left. */
  private interface Finder {
    void find(Seen seen, RedactionSpans spans);
  }

  private static final List<Finder> FINDERS =
      List.of(
          Redactor::blocks,
          Redactor::named,
          Redactor::logins,
          Redactor::shapes,
          Redactor::broken,
          Redactor::wrapped);

  private Redactor() {}

  /** Whether the value under this key is a secret whatever it looks like; any case style. */
  public static boolean secretKey(String key) {
    return SecretFieldNames.matches(key);
  }

  /**
   * Free text: tokens, keys, logins, {@code key=value}, sentences, cards, e-mails, in any wrapping.
   */
  public static String redact(String text) {
    return redact(text, 0);
  }

  /**
   * @param depth in how many wrappings of base64 the text was
   */
  static String redact(String text, int depth) {
    CharacterScan glance = CharacterScan.at(text);
    if (text.length() < MIN_LENGTH || (glance.word() && text.length() < MIN_WORD_LENGTH)) {
      return text;
    }
    Pass pass = new Pass(text, glance, depth);
    for (Finder finder : FINDERS) {
      pass = pass.after(finder);
    }
    return pass.text();
  }

  /** One layer of a text, and what is worth trying on it. */
  private record Seen(DecodedText layer, CharacterScan glance, BitSet activeRules, int depth) {
    static Seen of(DecodedText layer, CharacterScan glance, int depth) {
      return new Seen(layer, glance, SecretRules.ALL.worthTrying(layer.text()), depth);
    }
  }

  /** A text and what was seen of it; made anew once it changed. */
  private record Pass(String text, int depth, List<Seen> layers) {
    Pass(String text, CharacterScan glance, int depth) {
      this(text, depth, seen(DecodedText.of(text, glance), glance, depth));
    }

    private static List<Seen> seen(List<DecodedText> layers, CharacterScan glance, int depth) {
      return layers.size() == 1
          ? List.of(Seen.of(layers.getFirst(), glance, depth))
          : layers.stream()
              .map(layer -> Seen.of(layer, CharacterScan.at(layer.text()), depth))
              .toList();
    }

    Pass after(Finder finder) {
      RedactionSpans spans = new RedactionSpans(text);
      for (Seen seen : layers) {
        finder.find(seen, spans);
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
    if (SecretSplitFields.worthTrying(seen.activeRules())) {
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

  /** After the logins, of which an e-mail address may look like a part. */
  private static void shapes(Seen seen, RedactionSpans spans) {
    if (seen.layer().text().indexOf('@') >= 0) {
      SecretLogins.emails(seen.layer(), spans);
    }
    SecretTokenPatterns.tokens(seen.layer(), seen.activeRules(), spans);
    SecretTokenPatterns.find(seen.layer(), seen.glance(), seen.activeRules(), spans);
    if (seen.glance().digits() >= SecretCardNumbers.MIN_LENGTH) {
      SecretCardNumbers.find(seen.layer(), spans);
      SecretIbans.find(seen.layer(), spans);
    }
  }

  /** After whole tokens, so that no word of the next line is taken for the end of one. */
  private static void broken(Seen seen, RedactionSpans spans) {
    if (seen.layer().text().indexOf('\n') >= 0) {
      DecodedText joined = seen.layer().joined();
      SecretTokenPatterns.tokens(joined, SecretRules.ALL.worthTrying(joined.text()), spans);
    }
  }

  private static void wrapped(Seen seen, RedactionSpans spans) {
    if (seen.glance().longestRun() >= SecretBase64.MIN_LENGTH) {
      SecretBase64.find(seen.layer(), seen.depth(), spans);
    }
  }

  /**
   * Text that should have been JSON but could not be read as such. Escaped letters are looked
   * through, for they could hide a key; the text stays as it is where it holds no secret. One long
   * random word is taken for a line of a key file, which comes to us line by line.
   */
  static String redactRaw(String text) {
    if (SecretTokenPatterns.bare(text)) {
      return Redaction.MARK;
    }
    String plain = JsonUnescaper.unescaped(text);
    String clean = redact(plain);
    return clean.equals(plain) ? text : clean;
  }
}
