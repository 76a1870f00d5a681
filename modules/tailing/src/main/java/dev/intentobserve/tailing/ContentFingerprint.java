package dev.intentobserve.tailing;

import dev.intentobserve.model.event.IdentityKey;
import dev.intentobserve.model.trace.TraceIds;

/**
 * How the bytes before a mark are remembered. They are a file's own, secrets and all, so a mark
 * that others may see is made with a key.
 */
interface ContentFingerprint {
  ContentFingerprint PLAIN = TraceIds::sha256;

  String hash(byte[] bytes);

  static ContentFingerprint under(IdentityKey key) {
    return key::hmac;
  }

  default String of(byte[] bytes) {
    return bytes.length == 0 ? "" : hash(bytes);
  }

  /** Plain hashes are known again, too: earlier marks were made without a key. */
  default boolean matches(String known, byte[] bytes) {
    return known.equals(of(bytes)) || (bytes.length > 0 && known.equals(PLAIN.hash(bytes)));
  }
}
