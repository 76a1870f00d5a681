package dev.intentobserve.dashboards.grafana;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.intentobserve.model.Digests;
import java.util.regex.Pattern;

/**
 * The version message that each push writes into a dashboard's history: our name and a hash of the
 * dashboard. A newest version with another message was edited since our push.
 */
final class PushMark {
  private static final int DIGITS = 12;
  private static final Pattern MESSAGE = Pattern.compile("intent-observe [0-9a-f]{" + DIGITS + "}");

  private PushMark() {}

  /** The message of a version that holds this dashboard. */
  static String of(JsonNode dashboard) {
    return "intent-observe " + hash(dashboard);
  }

  static boolean isOurs(String message) {
    return MESSAGE.matcher(message).matches();
  }

  static String hash(JsonNode node) {
    byte[] text = CanonicalJson.sorted(node).toString().getBytes(UTF_8);
    return Digests.sha256(text).substring(0, DIGITS);
  }
}
