package dev.intentobserve.parser.redact;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.parser.json.LimitedJsonParser;
import dev.intentobserve.parser.json.RecordRefusedException;
import dev.intentobserve.parser.text.CharacterRuns;
import dev.intentobserve.parser.text.DecodedText;
import dev.intentobserve.parser.text.RecordText;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Text or JSON wrapped in base64. In the field that is meant for it, it is cleaned inside and
 * wrapped again; elsewhere the word is replaced whole where a secret is in it.
 */
public final class SecretBase64 {
  /** Deeper than any event may be; only limits the recursion. */
  private static final LimitedJsonParser PARSER = LimitedJsonParser.lenient(64, Integer.MAX_VALUE);

  /** Base64 within base64; deeper layers are not decoded. */
  static final int MAX_DEPTH = 2;

  /** The length of an encoded {@code pass=x12345}. */
  static final int MIN_LENGTH = 16;

  /**
   * Words of either base64 alphabet; over several lines where these are long, as in MIME and PEM.
   */
  private static final Pattern WORD =
      Pattern.compile(
          "(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{16,}+(?:\\r?\\n[A-Za-z0-9+/_-]{8,}+){0,4096}+={0,2}");

  private static final int SAMPLE_LENGTH = 16;

  private SecretBase64() {}

  /** The decoded text; empty for anything that is not base64 of UTF-8 text. */
  public static Optional<String> text(String encoded) {
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(encoded);
      String text = new String(bytes, UTF_8);
      return RecordText.validUtf8(bytes, text) ? Optional.of(text) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Redacts the decoded text and encodes it again; the same text where there is no secret. */
  static String clean(String encoded) {
    return text(encoded)
        .flatMap(plain -> cleaned(plain, 1).filter(clean -> !clean.equals(plain)))
        .map(clean -> Base64.getEncoder().encodeToString(clean.getBytes(UTF_8)))
        .orElse(encoded);
  }

  static void find(DecodedText layer, int depth, RedactionSpans spans) {
    if (depth < MAX_DEPTH) {
      spans.addEach(layer, WORD, 0, word -> hides(word.group(), depth));
    }
  }

  /** Most words that look like base64 are not: their first characters decode to no text. */
  private static boolean hides(String word, int depth) {
    if (!capitals(word)
        || !RawBytesRedactor.looksLikeText(decoded(word.substring(0, SAMPLE_LENGTH)))) {
      return false;
    }
    Optional<String> plain = RawBytesRedactor.text(decoded(word));
    return plain
        .flatMap(text -> cleaned(text, depth + 1).filter(clean -> !clean.equals(text)))
        .isPresent();
  }

  /** Paths and hyphenated words have lower-case letters only. */
  private static boolean capitals(String word) {
    return word.chars().limit(SAMPLE_LENGTH).anyMatch(c -> c >= 'A' && c <= 'Z');
  }

  private static byte[] decoded(String word) {
    String standard = word.replace('-', '+').replace('_', '/');
    int end = CharacterRuns.begin(standard, standard.length(), 2, c -> c == '=');
    String whole = standard.substring(0, end);
    try {
      return Base64.getMimeDecoder().decode(end % 4 == 1 ? whole.substring(0, end - 1) : whole);
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }

  private static Optional<String> cleaned(String plain, int depth) {
    String start = plain.stripLeading();
    if (start.startsWith("{") || start.startsWith("[")) {
      try {
        return Optional.of(SanitizingJsonReader.parse(PARSER, plain).edits().apply(plain));
      } catch (RecordRefusedException e) {
        return Optional.of(Redactor.redact(plain, depth));
      }
    }
    return Optional.of(Redactor.redact(plain, depth));
  }
}
