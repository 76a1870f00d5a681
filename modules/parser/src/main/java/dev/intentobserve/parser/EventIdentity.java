package dev.intentobserve.parser;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.model.event.IdentityKey;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.trace.TraceIds;
import dev.intentobserve.parser.text.RecordText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which event this is, and whether two events of one id are the same. Where the record keeps all
 * that was received, both can be computed again by everybody; where it does not, only with the key
 * of the installation.
 *
 * @param eventId the producer's id, else the digest
 * @param digest of the bytes; with a producer's id of their meaning, so that another spacing or
 *     another order of keys is no conflict
 */
record EventIdentity(String eventId, String digest) {

  /** How bytes are hashed: with the key wherever something of the record was not kept. */
  interface Hash {
    String of(byte[] bytes);

    static Hash of(boolean keptWhole, IdentityKey key) {
      return keptWhole ? TraceIds::sha256 : key::hmac;
    }
  }

  /** Of the bytes without the white space and byte order mark around them. */
  static EventIdentity ofBytes(byte[] record, Hash digest) {
    int begin = RecordSplitter.skipSpace(record, 0, record.length);
    int end = record.length;
    while (end > begin && RecordText.isSpace(record[end - 1])) {
      end--;
    }
    String hash = digest.of(Arrays.copyOfRange(record, begin, end));
    return new EventIdentity(hash, hash);
  }

  /** An id that held a secret is known by its hash: redacted ids would all read alike. */
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
