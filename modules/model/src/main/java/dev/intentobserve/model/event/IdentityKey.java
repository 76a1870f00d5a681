package dev.intentobserve.model.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key of an installation. What was not kept as it was received is known by its HMAC under this
 * key: with a plain hash, what was left out could be guessed, and a password of four digits is
 * found at once.
 */
public final class IdentityKey {
  /** As long as what the algorithm makes; shorter keys could be tried out themselves. */
  public static final int MIN_LENGTH = 32;

  private static final String ALGORITHM = "HmacSHA256";
  private static final byte[] CHECKED = "intent-observe installation key".getBytes(UTF_8);
  private static final HexFormat HEX = HexFormat.of();

  private final SecretKeySpec key;

  private IdentityKey(String secret) {
    this.key = new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM);
  }

  /**
   * The key that a text of at least {@link #MIN_LENGTH} characters stands for.
   *
   * @throws IllegalArgumentException when it is shorter; never with the text
   */
  public static IdentityKey of(String secret) {
    if (secret.length() < MIN_LENGTH) {
      throw new IllegalArgumentException(
          "is shorter than " + MIN_LENGTH + " characters; make one with: openssl rand -hex 32");
    }
    return new IdentityKey(secret);
  }

  /** A new text to make a key of: 32 random bytes in hex. */
  public static String newSecret() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    return HEX.formatHex(random);
  }

  /** A random key, for a reader of records that stores no identities. */
  public static IdentityKey passing() {
    return of(newSecret());
  }

  /** HMAC-SHA256 in lower-case hex. */
  public String hmac(byte[] received) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return HEX.formatHex(mac.doFinal(received));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  /** Tells two keys apart without giving either away. */
  public String checkValue() {
    return hmac(CHECKED);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IdentityKey that && key.equals(that.key);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  @Override
  public String toString() {
    return "IdentityKey";
  }
}
