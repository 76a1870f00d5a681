package dev.intentobserve.reading;

import dev.intentobserve.event.IdentityKey;
import dev.intentobserve.event.Ids;

/**
 * How the bytes before a mark are remembered. They are a file's own, secrets and all, so a mark
 * that others may see is made with a key.
 */
interface Fingerprint {
  Fingerprint PLAIN = Ids::sha256;

  String hash(byte[] bytes);

  static Fingerprint under(IdentityKey key) {
    return key::hmac;
  }

  default String of(byte[] bytes) {
    return bytes.length == 0 ? "" : hash(bytes);
  }

  /** Plain hashes are known again, too: earlier marks were made without a key. */
  default boolean fits(String known, byte[] bytes) {
    return known.equals(of(bytes)) || (bytes.length > 0 && known.equals(PLAIN.hash(bytes)));
  }
}
