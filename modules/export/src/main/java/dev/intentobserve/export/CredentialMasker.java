package dev.intentobserve.export;

import dev.intentobserve.model.Redaction;
import dev.intentobserve.model.text.SafeText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Removes credentials from error messages of a destination, because some repeat the headers. */
final class CredentialMasker {
  /** Characters. */
  private static final int MAX_LENGTH = 200;

  /** Shorter header values are not secrets; masking them would hide ordinary words. */
  private static final int MIN_SECRET_LENGTH = 6;

  private final List<String> secrets;

  CredentialMasker(Collection<String> headerValues) {
    List<String> known = new ArrayList<>();
    for (String value : headerValues) {
      known.add(value);
      known.add(value.substring(value.lastIndexOf(' ') + 1));
    }
    known.removeIf(secret -> secret.length() < MIN_SECRET_LENGTH);
    known.sort(Comparator.comparingInt(String::length).reversed());
    secrets = List.copyOf(known);
  }

  /** One line of at most 200 characters without the secrets. */
  String masked(String message) {
    String masked = message;
    for (String secret : secrets) {
      masked = masked.replace(secret, Redaction.MARK);
    }
    return SafeText.summary(masked, MAX_LENGTH);
  }
}
