package dev.intentobserve.dashboards.grafana;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.intentobserve.model.trace.TraceIds;
import java.util.regex.Pattern;

/**
 * What each of our pushes leaves in a dashboard's history: who, and what of. When the newest
 * version bears another message, a hand was at it since.
 */
final class PushMark {
  private static final int DIGITS = 12;
  private static final Pattern MESSAGE = Pattern.compile("intent-observe [0-9a-f]{" + DIGITS + "}");

  private PushMark() {}

  /** The message of a version that holds this dashboard. */
  static String of(JsonNode dashboard) {
    return "intent-observe " + hash(dashboard);
  }

  static boolean ours(String message) {
    return MESSAGE.matcher(message).matches();
  }

  static String hash(JsonNode node) {
    byte[] text = CanonicalJson.sorted(node).toString().getBytes(UTF_8);
    return TraceIds.sha256(text).substring(0, DIGITS);
  }
}
