package dev.intentobserve.parser.redact;

import dev.intentobserve.parser.text.DecodedText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bank account numbers, recognised by their check digits; in groups of four or without. */
final class SecretIbans {
  private static final Pattern NUMBER =
      Pattern.compile(
          "(?<![A-Za-z0-9])[A-Z]{2}\\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])");

  private SecretIbans() {}

  static void find(DecodedText layer, RedactionSpans spans) {
    Matcher number = NUMBER.matcher(layer.text());
    while (number.find()) {
      if (holds(number.group().replace(" ", ""))) {
        spans.add(layer, number.start(), number.end());
      }
    }
  }

  /**
   * ISO 13616: with the first four characters moved to the end and letters counted from ten, the
   * number is 1 modulo 97.
   */
  private static boolean holds(String iban) {
    String turned = iban.substring(4) + iban.substring(0, 4);
    int rest = 0;
    for (int i = 0; i < turned.length(); i++) {
      int value = Character.digit(turned.charAt(i), 36);
      rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
    }
    return rest == 1;
  }
}
