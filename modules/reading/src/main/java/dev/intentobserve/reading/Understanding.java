package dev.intentobserve.reading;

import dev.intentobserve.event.Bytes;
import dev.intentobserve.event.Catalog;
import dev.intentobserve.event.Characters;
import dev.intentobserve.event.Claim;
import dev.intentobserve.event.EntityKey;
import dev.intentobserve.event.EventFlag;
import dev.intentobserve.event.EventType;
import dev.intentobserve.event.Json;
import dev.intentobserve.event.WorkEvent;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** From the one shape of all dialects to the event. */
final class Understanding {
  private static final int LONGEST_TITLE = 300;
  private static final int LONGEST_SOURCE = 100;
  private static final int LONGEST_ACTOR = 200;
  private static final int LONGEST_LIST = 256;
  private static final List<String> TITLES = List.of("title", "content", "cluster_name", "name");
  private static final List<String> ACTORS =
      List.of("actor", "author", "proposed_by", "accepted_by", "approved_by", "decided_by");

  private Understanding() {}

  static WorkEvent of(
      Envelope envelope,
      Identity identity,
      Set<EventFlag> flags,
      Bytes body,
      Instant receivedTime) {
    EventType type = Catalog.standard().type(envelope.rawType());
    if (!type.known()) {
      flags.add(EventFlag.UNKNOWN_TYPE);
    }
    Named named = new Named(envelope);
    EntityKey entity = Subject.of(envelope, type, named, flags);
    List<Claim> claims = Claims.of(envelope, type, named, entity, flags);
    Instant eventTime = Times.read(envelope.times(), receivedTime, flags);
    return new WorkEvent(
        identity.eventId(),
        identity.digest(),
        envelope.dialect(),
        type.name(),
        envelope.rawType(),
        source(envelope.source()),
        entity,
        eventTime,
        envelope.traceRef(),
        first(envelope, ACTORS, LONGEST_ACTOR),
        first(envelope, TITLES, LONGEST_TITLE),
        withoutLongLists(envelope.data(), named, claims),
        claims,
        flags,
        body);
  }

  static String source(@Nullable String written) {
    String line = written == null ? "" : Texts.firstLine(written.strip());
    return line.isEmpty() ? "unknown" : Characters.cut(line, LONGEST_SOURCE);
  }

  /** The first line of the first of these texts that says something. */
  private static @Nullable String first(Envelope envelope, List<String> names, int longest) {
    for (String name : names) {
      if (envelope.find(name).orElse(null) instanceof Json.Text text && !text.value().isBlank()) {
        return Characters.cut(Texts.firstLine(text.value().strip()), longest);
      }
    }
    return null;
  }

  /** A long list that became a claim is not carried twice. */
  private static Json.Fields withoutLongLists(Json.Fields data, Named named, List<Claim> claims) {
    Set<String> longOnes = named.longLists(LONGEST_LIST);
    if (longOnes.isEmpty() || claims.stream().noneMatch(Claim.Lists.class::isInstance)) {
      return data;
    }
    Map<String, Json> values = new LinkedHashMap<>(data.values());
    values.keySet().removeAll(longOnes);
    return new Json.Fields(values);
  }
}
