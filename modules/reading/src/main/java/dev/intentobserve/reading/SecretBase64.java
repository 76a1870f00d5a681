package dev.intentobserve.reading;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Optional;

/** Text or JSON wrapped in base64: cleaned inside, and wrapped again. */
final class SecretBase64 {
  /** Deeper than any event may be; only bounds the recursion. */
  private static final Parser PARSER = Parser.lenient(64);

  private SecretBase64() {}

  /** The text behind {@code encoded}; empty for what is not base64 of UTF-8 text. */
  static Optional<String> text(String encoded) {
    try {
      byte[] bytes = Base64.getMimeDecoder().decode(encoded);
      String text = new String(bytes, UTF_8);
      return Texts.validUtf8(bytes, text) ? Optional.of(text) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The same text where nothing is secret. */
  static String clean(String encoded) {
    return text(encoded)
        .flatMap(plain -> cleaned(plain).filter(clean -> !clean.equals(plain)))
        .map(clean -> Base64.getEncoder().encodeToString(clean.getBytes(UTF_8)))
        .orElse(encoded);
  }

  private static Optional<String> cleaned(String plain) {
    try {
      return Optional.of(PARSER.sanitised(plain).edits().apply(plain));
    } catch (RefusedException e) {
      return Optional.of(Redactor.redactRaw(plain));
    }
  }
}
