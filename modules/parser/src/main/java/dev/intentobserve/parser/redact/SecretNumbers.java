package dev.intentobserve.parser.redact;

import dev.intentobserve.parser.text.DecodedText;
import java.util.regex.Pattern;

/**
 * Numbers of cards and bank accounts. Card numbers: the prefix of an issuer, its length, and the
 * Luhn check digit. Without the prefix one in ten long numbers, such as times in nanoseconds, would
 * match. Digits may be in groups. Bank accounts (IBAN) are recognised by their check digits.
 */
final class SecretNumbers {
  static final int MIN_LENGTH = 13;
  private static final int MAX_LENGTH = 19;

  /** The prefixes of the issuers, by length; from 2221 to 2720 in the last but one line. */
  private static final Pattern ISSUED =
      Pattern.compile(
          "4[0-9]{12}"
              + "|3[0689][0-9]{12}"
              + "|3[47][0-9]{13}"
              + "|(?:4[0-9]|5[1-5]|35|6[245]|60(?=11))[0-9]{14}"
              + "|2(?:22[1-9]|2[3-9][0-9]|[3-6][0-9]{2}|7[01][0-9]|720)[0-9]{12}"
              + "|(?:4[0-9]|6[02])[0-9]{17}");

  private static final Pattern IBAN =
      Pattern.compile(
          "(?<![A-Za-z0-9])[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])");

  private SecretNumbers() {}

  static void find(DecodedText layer, RedactionSpans spans) {
    String text = layer.text();
    for (int i = 0; i < text.length(); i++) {
      int end = begins(text, i) ? cardEnd(text, i) : -1;
      if (end > 0) {
        spans.add(layer, i, end);
        i = end - 1;
      }
    }
    spans.addEach(layer, IBAN, 0, number -> iban(number.group().replace(" ", "")));
  }

  /** Whether the whole text is a card number; JSON may write one as a number. */
  static boolean isCard(String digits) {
    return digits.length() >= MIN_LENGTH
        && digits.length() <= MAX_LENGTH
        && digits.chars().allMatch(c -> isDigit((char) c))
        && card(digits);
  }

  /** A card number begins with a digit of an issuer, and not within a word. */
  private static boolean begins(String text, int i) {
    char c = text.charAt(i);
    return c >= '2' && c <= '6' && (i == 0 || !isWord(text.charAt(i - 1)));
  }

  /** The end of the longest card number that begins at {@code from}; negative for none. */
  private static int cardEnd(String text, int from) {
    StringBuilder digits = new StringBuilder();
    int end = -1;
    for (int i = from; i < text.length() && digits.length() < MAX_LENGTH; i++) {
      char c = text.charAt(i);
      if (isDigit(c)) {
        digits.append(c);
        if (digits.length() >= MIN_LENGTH && ends(text, i + 1) && card(digits.toString())) {
          end = i + 1;
        }
      } else if (" -.\u00A0".indexOf(c) < 0 || !isDigit(text.charAt(i - 1))) {
        break;
      }
    }
    return end;
  }

  private static boolean ends(String text, int i) {
    return i == text.length() || !isWord(text.charAt(i));
  }

  private static boolean isWord(char c) {
    return c == '-' || c == '_' || Character.isLetterOrDigit(c);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean card(String digits) {
    return luhn(digits) && ISSUED.matcher(digits).matches();
  }

  private static boolean luhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int doubled = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
      sum += i % 2 == 0 ? digit : doubled;
    }
    return sum % 10 == 0;
  }

  /**
   * ISO 13616: with the first four characters moved to the end and letters counted from ten, the
   * number is 1 modulo 97.
   */
  private static boolean iban(String number) {
    String turned = number.substring(4) + number.substring(0, 4);
    int rest = 0;
    for (int i = 0; i < turned.length(); i++) {
      int value = Character.digit(turned.charAt(i), 36);
      rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
    }
    return rest == 1;
  }
}
