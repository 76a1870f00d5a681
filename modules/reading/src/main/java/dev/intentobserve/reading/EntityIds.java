package dev.intentobserve.reading;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.intentobserve.event.Characters;
import dev.intentobserve.event.EventFlag;
import dev.intentobserve.event.Ids;
import dev.intentobserve.event.Kind;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes ids fit to name an entity. */
final class EntityIds {
  private static final int LONGEST = 256;
  private static final int KEPT_OF_LONGER = 200;
  private static final Set<String> JUNK =
      Set.of("unknown", "null", "none", "undefined", "n-a", "n/a");

  private static final Map<String, Kind> PREFIXES =
      Map.ofEntries(
          Map.entry("INT", Kind.INTENT),
          Map.entry("SIG", Kind.SIGNAL),
          Map.entry("SPEC", Kind.SPEC),
          Map.entry("CON", Kind.CONTRACT),
          Map.entry("CL", Kind.CLUSTER),
          Map.entry("CLU", Kind.CLUSTER),
          Map.entry("CLUSTER", Kind.CLUSTER),
          Map.entry("ATOM", Kind.ATOM),
          Map.entry("DEC", Kind.DECISION),
          Map.entry("APR", Kind.APPROVAL),
          Map.entry("APPR", Kind.APPROVAL),
          Map.entry("OBS", Kind.OBSERVATION));

  private EntityIds() {}

  /** The id that {@code written} means, with its oddities among the flags; empty for junk. */
  static Optional<String> clean(String written, Set<EventFlag> flags) {
    String stripped = written.strip();
    String id = Texts.firstLine(stripped);
    if (junk(id)) {
      flags.add(EventFlag.JUNK_ID);
      return Optional.empty();
    }
    if (Texts.lineBreak(stripped) >= 0) {
      flags.add(EventFlag.MULTILINE_ID);
    }
    return Optional.of(shortened(id));
  }

  /** The kind its prefix tells; only for pointers, never for what an event is about. */
  static Optional<Kind> kind(String id) {
    int hyphen = id.indexOf('-');
    return hyphen < 0
        ? Optional.empty()
        : Optional.ofNullable(PREFIXES.get(id.substring(0, hyphen).toUpperCase(Locale.ROOT)));
  }

  static boolean is(Kind kind, String id) {
    return kind(id).filter(kind::equals).isPresent();
  }

  /** An id that held a secret names nothing either: all such ids would read alike. */
  private static boolean junk(String id) {
    return JUNK.contains(id.toLowerCase(Locale.ROOT))
        || id.contains(Redactor.REDACTED)
        || id.chars().noneMatch(Character::isLetterOrDigit);
  }

  private static String shortened(String id) {
    if (id.length() <= LONGEST) {
      return id;
    }
    String hash = Ids.sha256(id.getBytes(UTF_8)).substring(0, 16);
    return Characters.cut(id, KEPT_OF_LONGER) + "~" + hash;
  }
}
