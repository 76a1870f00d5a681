package dev.intentobserve.model.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import dev.intentobserve.model.entity.EntityKey;
import dev.intentobserve.model.entity.EntityKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TraceIdsTest {
  @Test
  void uuid_isATraceIdWithOrWithoutHyphensInAnyCase() {
    assertThat(TraceIds.traceId("AFF55B1B-b77b-48f4-b3ba-6e10cb8a95e0"))
        .contains("aff55b1bb77b48f4b3ba6e10cb8a95e0");
    assertThat(TraceIds.traceId("aff55b1bb77b48f4b3ba6e10cb8a95e0"))
        .contains("aff55b1bb77b48f4b3ba6e10cb8a95e0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "TRACE-001", "ws-hygiene-001", "00000000-0000-0000-0000-000000000000"})
  void anythingElse_isNoTraceId(String ref) {
    assertThat(TraceIds.traceId(ref)).isEmpty();
    assertThat(TraceIds.traceKey(ref)).isEqualTo(ref);
  }

  @Test
  void derivedTraceIds_areUuidsOfVersionFiveAndDependOnTheWholeName() {
    String id = TraceIds.derivedTraceId(Scope.DEFAULT, new EntityKey(EntityKind.INTENT, "INT-1"));

    assertThat(id).matches("[0-9a-f]{12}5[0-9a-f]{3}[89ab][0-9a-f]{15}");
    assertThat(TraceIds.derivedTraceId(Scope.DEFAULT, new EntityKey(EntityKind.INTENT, "INT-1")))
        .isEqualTo(id);
    assertThat(
            TraceIds.derivedTraceId(
                new Scope("a", "bc"), new EntityKey(EntityKind.INTENT, "INT-1")))
        .isNotEqualTo(
            TraceIds.derivedTraceId(
                new Scope("ab", "c"), new EntityKey(EntityKind.INTENT, "INT-1")));
  }

  @Test
  void spanIds_differByKindIdAndDiscriminator() {
    EntityKey spec = new EntityKey(EntityKind.SPEC, "X-1");

    assertThat(TraceIds.spanId(Scope.DEFAULT, spec, ""))
        .matches("[0-9a-f]{16}")
        .isNotEqualTo(TraceIds.spanId(Scope.DEFAULT, new EntityKey(EntityKind.CONTRACT, "X-1"), ""))
        .isNotEqualTo(TraceIds.spanId(Scope.DEFAULT, spec, "phase:a"));
  }
}
