package dev.intentobserve.parser;

import dev.intentobserve.model.Bytes;
import dev.intentobserve.model.Utf16;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.event.Claim;
import dev.intentobserve.model.event.EventCatalog;
import dev.intentobserve.model.event.EventFlag;
import dev.intentobserve.model.event.EventType;
import dev.intentobserve.model.event.WorkEvent;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.parser.dialect.ClaimExtractor;
import dev.intentobserve.parser.dialect.EntityReferences;
import dev.intentobserve.parser.dialect.EventEnvelope;
import dev.intentobserve.parser.dialect.EventTimeParser;
import dev.intentobserve.parser.dialect.SubjectResolver;
import dev.intentobserve.parser.text.RecordText;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns the envelope, which is the same for all dialects, into the event. */
final class EventNormalizer {
  private static final int MAX_TITLE_LENGTH = 300;
  private static final int MAX_SOURCE_LENGTH = 100;
  private static final int MAX_ACTOR_LENGTH = 200;
  private static final int MAX_LIST_LENGTH = 256;
  private static final List<String> TITLES = List.of("title", "content", "cluster_name", "name");
  private static final List<String> ACTORS =
      List.of("actor", "author", "proposed_by", "accepted_by", "approved_by", "decided_by");

  private EventNormalizer() {}

  static WorkEvent of(
      EventEnvelope envelope,
      EventIdentity identity,
      Set<EventFlag> flags,
      Bytes body,
      Instant receivedTime) {
    EventType type = EventCatalog.standard().type(envelope.rawType());
    if (!type.known()) {
      flags.add(EventFlag.UNKNOWN_TYPE);
    }
    EntityReferences references = new EntityReferences(envelope);
    EntityKey entity = SubjectResolver.of(envelope, type, references, flags);
    List<Claim> claims = ClaimExtractor.of(envelope, type, references, entity, flags);
    Instant eventTime = EventTimeParser.read(envelope.times(), receivedTime, flags);
    return WorkEvent.builder()
        .eventId(identity.eventId())
        .digest(identity.digest())
        .dialect(envelope.dialect())
        .type(type.name())
        .rawType(envelope.rawType())
        .source(source(envelope.source()))
        .entity(entity)
        .eventTime(eventTime)
        .traceRef(envelope.traceRef())
        .actor(first(envelope, ACTORS, MAX_ACTOR_LENGTH))
        .title(first(envelope, TITLES, MAX_TITLE_LENGTH))
        .data(withoutLongLists(envelope.data(), references, claims))
        .claims(claims)
        .flags(flags)
        .body(body)
        .build();
  }

  static String source(@Nullable String written) {
    String line = written == null ? "" : RecordText.firstLine(written.strip());
    return line.isEmpty() ? "unknown" : Utf16.cut(line, MAX_SOURCE_LENGTH);
  }

  /** The first line of the first of these fields that holds a text that is not blank. */
  private static @Nullable String first(EventEnvelope envelope, List<String> names, int longest) {
    for (String name : names) {
      if (envelope.find(name) instanceof Json.Text text && !text.value().isBlank()) {
        return Utf16.cut(RecordText.firstLine(text.value().strip()), longest);
      }
    }
    return null;
  }

  /** A long list that became a claim is not stored a second time in the data. */
  private static Json.Fields withoutLongLists(
      Json.Fields data, EntityReferences references, List<Claim> claims) {
    Set<String> longOnes = references.longLists(MAX_LIST_LENGTH);
    return longOnes.isEmpty() || claims.stream().noneMatch(Claim.Lists.class::isInstance)
        ? data
        : data.without(longOnes);
  }
}
