package dev.intentobserve.tests.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * How a service is started.
 *
 * @param name of its folder under {@code target}; unique among services that run at the same time
 * @param heap the value of {@code -Xmx}
 * @param environment its configuration, besides ports and folders
 * @param key the key of the tests; empty where none is needed
 * @param filled whether the demo and the hostile events are loaded
 */
record ServiceSetup(
    String name, String heap, Map<String, String> environment, String key, boolean filled) {
  /** Contains every character that needs care in a form, a header or a page. */
  static final String READ_KEY = "look&only=yes+%41<i>'\"";

  static final String ADMIN_KEY = "who resends";

  private static final String TICK = "INTENT_OBSERVE_ALERTS_TICK";

  /** Without keys, for everyone on this machine. */
  static final ServiceSetup OPEN =
      new ServiceSetup("service", "512m", Map.of(TICK, "1s"), "", true);

  /** With keys and an empty store. */
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

  /** As {@code make run} starts it, with an empty store. */
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
