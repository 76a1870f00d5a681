package dev.intentobserve.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IdsTest {
  @Test
  void uuid_isATraceIdWithOrWithoutHyphensInAnyCase() {
    assertThat(Ids.traceId("AFF55B1B-b77b-48f4-b3ba-6e10cb8a95e0"))
        .contains("aff55b1bb77b48f4b3ba6e10cb8a95e0");
    assertThat(Ids.traceId("aff55b1bb77b48f4b3ba6e10cb8a95e0"))
        .contains("aff55b1bb77b48f4b3ba6e10cb8a95e0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "TRACE-001", "ws-hygiene-001", "00000000-0000-0000-0000-000000000000"})
  void anythingElse_isNoTraceId(String ref) {
    assertThat(Ids.traceId(ref)).isEmpty();
    assertThat(Ids.traceKey(ref)).isEqualTo(ref);
  }

  @Test
  void derivedTraceIds_areUuidsOfVersionFiveAndDependOnTheWholeName() {
    String id = Ids.derivedTraceId(Scope.DEFAULT, new EntityKey(Kind.INTENT, "INT-1"));

    assertThat(id).matches("[0-9a-f]{12}5[0-9a-f]{3}[89ab][0-9a-f]{15}");
    assertThat(Ids.derivedTraceId(Scope.DEFAULT, new EntityKey(Kind.INTENT, "INT-1")))
        .isEqualTo(id);
    assertThat(Ids.derivedTraceId(new Scope("a", "bc"), new EntityKey(Kind.INTENT, "INT-1")))
        .isNotEqualTo(
            Ids.derivedTraceId(new Scope("ab", "c"), new EntityKey(Kind.INTENT, "INT-1")));
  }

  @Test
  void spanIds_differByKindIdAndDiscriminator() {
    EntityKey spec = new EntityKey(Kind.SPEC, "X-1");

    assertThat(Ids.spanId(Scope.DEFAULT, spec, ""))
        .matches("[0-9a-f]{16}")
        .isNotEqualTo(Ids.spanId(Scope.DEFAULT, new EntityKey(Kind.CONTRACT, "X-1"), ""))
        .isNotEqualTo(Ids.spanId(Scope.DEFAULT, spec, "phase:a"));
  }
}
