package dev.intentobserve.parser.redact;

import dev.intentobserve.parser.text.DecodedText;

/**
 * Card numbers: the prefix of an issuer, its length, and the Luhn check digit. Without the prefix
 * one in ten long numbers, such as times in nanoseconds, would match. Digits may be in groups.
 */
final class SecretCardNumbers {
  static final int MIN_LENGTH = 13;
  private static final int MAX_LENGTH = 19;

  private SecretCardNumbers() {}

  static void find(DecodedText layer, RedactionSpans spans) {
    String text = layer.text();
    for (int i = 0; i < text.length(); i++) {
      int end = begins(text, i) ? cardEnd(text, i) : -1;
      if (end > 0) {
        spans.add(layer, i, end);
        i = end - 1;
      }
    }
  }

  /** Whether the whole text is a card number; JSON may write one as a number. */
  static boolean is(String digits) {
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
    return issued(digits) && luhn(digits);
  }

  private static boolean issued(String digits) {
    int two = Integer.parseInt(digits.substring(0, 2));
    return switch (digits.length()) {
      case 13 -> two / 10 == 4;
      case 14 -> two == 30 || two == 36 || two == 38 || two == 39;
      case 15 -> two == 34 || two == 37;
      case 16 -> sixteen(two, Integer.parseInt(digits.substring(0, 4)));
      case 19 -> two / 10 == 4 || two == 62 || two == 60;
      default -> false;
    };
  }

  private static boolean sixteen(int two, int four) {
    return two / 10 == 4
        || (two >= 51 && two <= 55)
        || (four >= 2221 && four <= 2720)
        || two == 35
        || two == 62
        || two == 64
        || two == 65
        || four == 6011;
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
}
