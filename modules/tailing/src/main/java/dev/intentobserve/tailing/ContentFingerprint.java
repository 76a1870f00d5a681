package dev.intentobserve.tailing;

import dev.intentobserve.model.Digests;
import dev.intentobserve.model.event.IdentityKey;

/**
 * Hashes the bytes before a position. They may contain secrets, so a position that others may see
 * is hashed with a key.
 */
interface ContentFingerprint {
  ContentFingerprint PLAIN = Digests::sha256;

  String hash(byte[] bytes);

  static ContentFingerprint under(IdentityKey key) {
    return key::hmac;
  }

  default String of(byte[] bytes) {
    return bytes.length == 0 ? "" : hash(bytes);
  }

  /** Also accepts a plain hash, because older positions were stored without a key. */
  default boolean matches(String known, byte[] bytes) {
    return known.equals(of(bytes)) || (bytes.length > 0 && known.equals(PLAIN.hash(bytes)));
  }
}
