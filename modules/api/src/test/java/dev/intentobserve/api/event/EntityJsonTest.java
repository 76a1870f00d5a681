package dev.intentobserve.api.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.api.EventFixtures;
import dev.intentobserve.model.entity.EntityFacts;
import dev.intentobserve.model.entity.Stamp;
import dev.intentobserve.model.entity.StampedValue;
import dev.intentobserve.model.json.Json;
import dev.intentobserve.model.trace.Placement;
import dev.intentobserve.ports.TracePorts.EntityPlacement;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EntityJsonTest {
  private static final Stamp STAMP = new Stamp(Instant.parse("2026-03-01T08:00:00Z"), 10, "e-1");

  @Test
  void trust_isShownUnderWhateverNameItWasSent() {
    assertThat(trust(Map.of("trust", "0.7"))).isEqualTo("0.7");
    assertThat(trust(Map.of("trust_score", "0.82"))).isEqualTo("0.82");
    assertThat(trust(Map.of("trust_score", "0.82", "trust", "0.7"))).isEqualTo("0.7");
    assertThat(trust(Map.of("title", "Kettle"))).isEqualTo("none");
  }

  private static String trust(Map<String, String> attributes) {
    EntityFacts known = EventFixtures.signalFacts();
    TreeMap<String, StampedValue> stamped = new TreeMap<>();
    attributes.forEach((name, value) -> stamped.put(name, new StampedValue(STAMP, value)));
    EntityFacts facts =
        new EntityFacts(
            known.key(),
            known.occurrences(),
            stamped,
            known.parents(),
            known.traceRefs(),
            known.files(),
            known.links());
    EntityPlacement placed =
        new EntityPlacement(new Placement.Orphan(), "captured", "L3", List.of(), facts);
    Json.Fields detail = EntityJson.detail(known.key(), placed);
    return detail.text("trust").orElse("none");
  }
}
