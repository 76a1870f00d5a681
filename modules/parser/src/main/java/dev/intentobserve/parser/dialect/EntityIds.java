package dev.intentobserve.parser.dialect;

import dev.intentobserve.model.Digests;
import dev.intentobserve.model.Redaction;
import dev.intentobserve.model.Utf16;
import dev.intentobserve.model.entity.EntityKind;
import dev.intentobserve.model.event.EventFlag;
import dev.intentobserve.parser.text.CharacterRuns;
import dev.intentobserve.parser.text.RecordText;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Cleans ids and tells kinds by their prefix. */
final class EntityIds {
  private static final int MAX_LENGTH = 256;
  private static final int KEPT_OF_LONGER = 200;
  private static final Set<String> JUNK =
      Set.of("unknown", "null", "none", "undefined", "n-a", "n/a");

  private static final Map<String, EntityKind> PREFIXES =
      Map.ofEntries(
          Map.entry("INT", EntityKind.INTENT),
          Map.entry("SIG", EntityKind.SIGNAL),
          Map.entry("SPEC", EntityKind.SPEC),
          Map.entry("CON", EntityKind.CONTRACT),
          Map.entry("CL", EntityKind.CLUSTER),
          Map.entry("CLU", EntityKind.CLUSTER),
          Map.entry("CLUSTER", EntityKind.CLUSTER),
          Map.entry("ATOM", EntityKind.ATOM),
          Map.entry("DEC", EntityKind.DECISION),
          Map.entry("APR", EntityKind.APPROVAL),
          Map.entry("APPR", EntityKind.APPROVAL),
          Map.entry("OBS", EntityKind.OBSERVATION));

  private EntityIds() {}

  /** The cleaned id, its defects added to the flags; empty for a placeholder. */
  static Optional<String> clean(String written, Set<EventFlag> flags) {
    String stripped = written.strip();
    String id = RecordText.firstLine(stripped);
    if (junk(id)) {
      flags.add(EventFlag.JUNK_ID);
      return Optional.empty();
    }
    if (RecordText.lineBreak(stripped) >= 0) {
      flags.add(EventFlag.MULTILINE_ID);
    }
    return Optional.of(shortened(id));
  }

  /**
   * The kind according to the prefix. Only for references; the event's own entity has the kind of
   * its type.
   */
  static Optional<EntityKind> kind(String id) {
    int hyphen = id.indexOf('-');
    return hyphen < 0
        ? Optional.empty()
        : Optional.ofNullable(PREFIXES.get(id.substring(0, hyphen).toUpperCase(Locale.ROOT)));
  }

  static boolean is(EntityKind kind, String id) {
    return kind(id).filter(kind::equals).isPresent();
  }

  /** A redacted id identifies nothing, because all redacted ids are equal. */
  private static boolean junk(String id) {
    return JUNK.contains(id.toLowerCase(Locale.ROOT))
        || id.contains(Redaction.MARK)
        || CharacterRuns.end(id, 0, c -> !Character.isLetterOrDigit(c)) == id.length();
  }

  private static String shortened(String id) {
    if (id.length() <= MAX_LENGTH) {
      return id;
    }
    String hash = Digests.sha256(id).substring(0, 16);
    return Utf16.cut(id, KEPT_OF_LONGER) + "~" + hash;
  }
}
