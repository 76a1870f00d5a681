package dev.intentobserve.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.model.Scope;
import io.opentelemetry.proto.trace.v1.Span;
import org.junit.jupiter.api.Test;

final class SentSpansTest {
  private static final Span SPAN = Span.newBuilder().setName("a").build();
  private static final Span OTHER = SPAN.toBuilder().setParentSpanId(OtlpValues.id("0a")).build();

  private final SentSpans sent = new SentSpans(SentSpans.MAX_WEIGHT);

  @Test
  void spanThatWasDelivered_isNotSentAgainUntilItDiffers() {
    assertThat(deliver(sent, "t", SPAN)).isTrue();

    assertThat(deliver(sent, "t", SPAN)).isFalse();
    assertThat(deliver(sent, "t", OTHER)).isTrue();
    assertThat(deliver(sent, "t", SPAN)).as("back under its former parent").isTrue();
  }

  @Test
  void spanThatWasNotDelivered_isSentAgain() {
    sent.step().spans(Scope.DEFAULT, "t", 1).differs(SPAN);

    assertThat(deliver(sent, "t", SPAN)).isTrue();
  }

  @Test
  void spanOfAnotherTrace_isSent() {
    deliver(sent, "t", SPAN);

    assertThat(deliver(sent, "u", SPAN)).isTrue();
  }

  @Test
  void traceThatWasNotUsedForLongest_isForgotten() {
    SentSpans small = new SentSpans(100);
    deliver(small, "1", SPAN);
    deliver(small, "2", SPAN);
    deliver(small, "3", SPAN);
    assertThat(deliver(small, "1", SPAN)).isFalse();

    deliver(small, "4", SPAN);

    assertThat(deliver(small, "1", SPAN)).isFalse();
    assertThat(deliver(small, "2", SPAN)).isTrue();
  }

  /** Larger than all memory: it is sent whole each time. */
  @Test
  void giantTrace_isNotRemembered() {
    SentSpans small = new SentSpans(10);

    assertThat(deliver(small, "t", SPAN)).isTrue();
    assertThat(deliver(small, "t", SPAN)).isTrue();
  }

  private static boolean deliver(SentSpans sent, String traceId, Span span) {
    SentSpans.Step step = sent.step();
    boolean differs = step.spans(Scope.DEFAULT, traceId, 1).differs(span);
    step.delivered();
    return differs;
  }
}
