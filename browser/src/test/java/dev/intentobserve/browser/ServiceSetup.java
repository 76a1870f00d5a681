package dev.intentobserve.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * How a service is started.
 *
 * @param name of its folder under {@code target}; services that run at the same time differ in it
 * @param heap the most of it, as Java is told
 * @param environment what it is configured by, besides ports and places
 * @param key what tests ask with; empty where nobody needs one
 * @param filled whether the demo is played and the hostile corpus taken in
 */
record ServiceSetup(
    String name, String heap, Map<String, String> environment, String key, boolean filled) {
  /** All of what a form, a header and a page could trip over. */
  static final String READ_KEY = "look&only=yes+%41<i>'\"";

  static final String ADMIN_KEY = "who repairs";

  private static final String TICK = "INTENT_OBSERVE_ALERTS_TICK";

  /** Open to everybody on this machine. */
  static final ServiceSetup OPEN =
      new ServiceSetup("service", "512m", Map.of(TICK, "1s"), "", true);

  /** Wants keys; its record is empty. */
  static final ServiceSetup LOCKED =
      new ServiceSetup(
          "service-locked",
          "512m",
          Map.of(
              TICK,
              "1s",
              "INTENT_OBSERVE_AUTH_KEYS_0_NAME",
              "reader",
              "INTENT_OBSERVE_AUTH_KEYS_0_KEY_SHA256",
              digest(READ_KEY),
              "INTENT_OBSERVE_AUTH_KEYS_0_ROLE",
              "read",
              "INTENT_OBSERVE_AUTH_KEYS_1_NAME",
              "owner",
              "INTENT_OBSERVE_AUTH_KEYS_1_KEY_SHA256",
              digest(ADMIN_KEY),
              "INTENT_OBSERVE_AUTH_KEYS_1_ROLE",
              "admin"),
          ADMIN_KEY,
          false);

  /** As {@code make run} starts it, on an empty record. */
  static final ServiceSetup PLAIN = new ServiceSetup("service-measured", "1g", Map.of(), "", false);

  Path home() {
    return Path.of("target", name).toAbsolutePath();
  }

  Path data() {
    return home().resolve("data");
  }

  Path log() {
    return home().resolve("log");
  }

  private static String digest(String key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
