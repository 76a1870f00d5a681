package dev.intentobserve.dashboards.grafana;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What each of our pushes leaves in a dashboard's history: who, and what of. When the newest
 * version bears another message, a hand was at it since.
 */
final class Mark {
  private static final int DIGITS = 12;
  private static final Pattern MESSAGE = Pattern.compile("intent-observe [0-9a-f]{" + DIGITS + "}");

  private Mark() {}

  /** The message of a version that holds this dashboard. */
  static String of(JsonNode dashboard) {
    return "intent-observe " + hash(dashboard);
  }

  static boolean ours(String message) {
    return MESSAGE.matcher(message).matches();
  }

  static String hash(JsonNode node) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha.digest(Canonical.sorted(node).toString().getBytes(UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
