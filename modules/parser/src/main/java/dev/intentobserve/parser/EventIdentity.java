package dev.intentobserve.parser;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.model.Digests;
import dev.intentobserve.model.event.IdentityKey;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.parser.text.RecordText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which event this is, and whether two events with the same id are equal. Where the record keeps
 * all received bytes, anyone can recompute both values; otherwise only with the key of the
 * installation.
 *
 * @param eventId the producer's id, else the digest
 * @param digest SHA-256 or HMAC, lower-case hex, of the bytes; with a producer's id, of the sorted
 *     JSON, so that other spacing or another order of keys is no conflict
 */
record EventIdentity(String eventId, String digest) {

  /** Hashes bytes: with the key where some of the received bytes were not kept. */
  interface Hash {
    String of(byte[] bytes);

    static Hash of(boolean keptWhole, IdentityKey key) {
      return keptWhole ? Digests::sha256 : key::hmac;
    }
  }

  /** Uses the bytes without surrounding white space and byte order mark. */
  static EventIdentity ofBytes(byte[] record, Hash digest) {
    int begin = RecordSplitter.skipSpace(record, 0, record.length);
    int end = record.length;
    while (end > begin && RecordText.isSpace(record[end - 1])) {
      end--;
    }
    String hash = digest.of(Arrays.copyOfRange(record, begin, end));
    return new EventIdentity(hash, hash);
  }

  /**
   * An id that contained a secret is replaced by its hash, because redacted ids would all be equal.
   */
  static EventIdentity ofProducer(String shown, String written, Json received, Hash digest) {
    String eventId = shown.equals(written) ? shown : digest.of(written.getBytes(UTF_8));
    return new EventIdentity(eventId, digest.of(sorted(received).encode().getBytes(UTF_8)));
  }

  static Json sorted(Json value) {
    return switch (value) {
      case Json.Fields fields -> {
        Map<String, Json> values = new LinkedHashMap<>();
        new TreeMap<>(fields.values()).forEach((key, field) -> values.put(key, sorted(field)));
        yield new Json.Fields(values);
      }
      case Json.Items items -> {
        List<Json> values = new ArrayList<>();
        items.values().forEach(item -> values.add(sorted(item)));
        yield new Json.Items(values);
      }
      default -> value;
    };
  }
}
