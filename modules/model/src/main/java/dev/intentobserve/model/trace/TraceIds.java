package dev.intentobserve.model.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.model.Digests;
import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/** Trace and span ids: derived, not random, so that a rebuild gives the same ones. */
public final class TraceIds {
  /**
   * RFC 9562, the namespace for names that are URLs; ours below are {@code intent-observe:} names.
   */
  private static final UUID NAMESPACE = UUID.fromString("6ba7b811-9dad-11d1-80b4-00c04fd430c8");

  private static final Pattern UUID_TEXT =
      Pattern.compile(
          "[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}");
  private static final String ZERO_TRACE = "0".repeat(32);
  private static final HexFormat HEX = HexFormat.of();

  private TraceIds() {}

  /** The 32 lower-case hex digits of a UUID with or without hyphens; empty for anything else. */
  public static Optional<String> traceId(String traceRef) {
    if (!UUID_TEXT.matcher(traceRef).matches()) {
      return Optional.empty();
    }
    String hex = traceRef.replace("-", "").toLowerCase(Locale.ROOT);
    return hex.equals(ZERO_TRACE) ? Optional.empty() : Optional.of(hex);
  }

  /** What two trace strings are compared by: UUIDs as 32 hex digits, anything else verbatim. */
  public static String traceKey(String traceRef) {
    return traceId(traceRef).orElse(traceRef);
  }

  /** The trace id of an entity whose emitters gave no UUID: UUIDv5 of scope and id. */
  public static String derivedTraceId(Scope scope, EntityKey root) {
    byte[] name = name(scope, root, "trace").getBytes(UTF_8);
    ByteBuffer input = ByteBuffer.allocate(16 + name.length);
    input.putLong(NAMESPACE.getMostSignificantBits());
    input.putLong(NAMESPACE.getLeastSignificantBits());
    input.put(name);
    byte[] hash = Arrays.copyOf(Digests.digest("SHA-1", input.array()), 16);
    hash[6] = (byte) ((hash[6] & 0x0f) | 0x50);
    hash[8] = (byte) ((hash[8] & 0x3f) | 0x80);
    return HEX.formatHex(hash);
  }

  /** The first 8 bytes of the SHA-256 over scope, kind, id and discriminator; never zero. */
  public static String spanId(Scope scope, EntityKey key, String discriminator) {
    byte[] hash = Digests.digest("SHA-256", name(scope, key, discriminator).getBytes(UTF_8));
    String id = HEX.formatHex(hash, 0, 8);
    return id.equals("0".repeat(16)) ? HEX.formatHex(hash, 8, 16) : id;
  }

  /** Length-prefixed parts, so that different names never give the same text. */
  private static String name(Scope scope, EntityKey key, String discriminator) {
    StringBuilder name = new StringBuilder("intent-observe:");
    for (String part :
        new String[] {
          scope.tenant(), scope.project(), key.kind().code(), key.id(), discriminator
        }) {
      name.append(part.length()).append(':').append(part);
    }
    return name.toString();
  }
}
