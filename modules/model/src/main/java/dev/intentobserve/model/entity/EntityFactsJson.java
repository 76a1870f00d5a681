package dev.intentobserve.model.entity;

import dev.intentobserve.model.json.Json;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** {@link EntityFacts} as JSON and back: the form in which the record's projection keeps them. */
public final class EntityFactsJson {
  private EntityFactsJson() {}

  public static Json.Fields write(EntityFacts facts) {
    return Json.object()
        .put(
            "occurrences",
            fields(facts.occurrences(), Function.identity(), EntityFactsJson::occurrence))
        .put(
            "attributes", fields(facts.attributes(), Function.identity(), EntityFactsJson::stamped))
        .put("parents", fields(facts.parents(), EntityKind::code, EntityFactsJson::stamped))
        .put("trace_refs", fields(facts.traceRefs(), Function.identity(), Stamp::toJson))
        .put("files", facts.files().stream().map(Json::of).toList())
        .put("links", facts.links().stream().map(Json::of).toList())
        .build();
  }

  public static EntityFacts read(EntityKey key, Json.Fields json) {
    Stamps stamps = new Stamps();
    SortedMap<EntityKind, StampedValue> parents = new TreeMap<>();
    json.fields("parents")
        .values()
        .forEach(
            (kind, value) -> parents.put(EntityKind.of(kind).orElseThrow(), stamps.stamped(value)));
    return new EntityFacts(
        key,
        map(json.fields("occurrences"), stamps::occurrence),
        map(json.fields("attributes"), stamps::stamped),
        parents,
        map(json.fields("trace_refs"), stamps::stamp),
        set(json, "files"),
        set(json, "links"));
  }

  /** Reads stamps; most facts of an entity come of one event, so the last one read is kept. */
  private static final class Stamps {
    private Json json = Json.nothing();
    private @Nullable Stamp read;

    Stamp stamp(Json wanted) {
      if (read == null || !wanted.equals(json)) {
        read = Stamp.fromJson(wanted);
        json = wanted;
      }
      return read;
    }

    Occurrence occurrence(Json value) {
      Json.Fields fields = (Json.Fields) value;
      return new Occurrence(
          Long.parseLong(fields.text("n").orElseThrow()),
          stamp(fields.values().getOrDefault("first", Json.nothing())),
          stamp(fields.values().getOrDefault("last", Json.nothing())));
    }

    StampedValue stamped(Json value) {
      Json.Fields fields = (Json.Fields) value;
      return new StampedValue(
          stamp(fields.values().getOrDefault("at", Json.nothing())),
          fields.text("is").orElseThrow());
    }
  }

  private static <K, V> Json.Fields fields(
      Map<K, V> map, Function<K, String> name, Function<V, Json> value) {
    Json.Builder object = Json.object();
    map.forEach((k, v) -> object.put(name.apply(k), value.apply(v)));
    return object.build();
  }

  private static <V> SortedMap<String, V> map(Json.Fields json, Function<Json, V> value) {
    SortedMap<String, V> map = new TreeMap<>();
    json.values().forEach((k, v) -> map.put(k, value.apply(v)));
    return map;
  }

  private static SortedSet<String> set(Json.Fields json, String name) {
    return new TreeSet<>(json.texts(name));
  }

  private static Json occurrence(Occurrence occurrence) {
    return Json.object()
        .put("n", occurrence.count())
        .put("first", occurrence.first().toJson())
        .put("last", occurrence.last().toJson())
        .build();
  }

  private static Json stamped(StampedValue stamped) {
    return Json.object().put("at", stamped.stamp().toJson()).put("is", stamped.value()).build();
  }
}
