package dev.intentobserve.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelSanitizerTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "3f1c9b62-0d4e-4c58-9a63-1f2b7c8d9e00",
        "session-3F1C9B62-0D4E-4C58-9A63-1F2B7C8D9E00",
        "3f1c9b620d4e4c589a631f2b7c8d9e00",
        "01JA3Z7Q8M5XK2V9T4R6W0BCDE",
        "build-8843d7f92416211de9ebb963ff4ce28125932878",
        "1234567890123456",
        "somebody@example.org",
        "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.",
        "eyJ-----_---",
        "a@b.c",
        "x\u007f",
        "two\nlines"
      })
  void idLikeValue_isOther(String value) {
    assertThat(LabelSanitizer.sanitized(value)).isEqualTo("other");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mcp",
        "github-action",
        "CLU-12",
        "checkout deadbeef",
        "2026-03-01",
        "INT-0042",
        "@team",
        "internationalization-service-v2",
        "Grüße"
      })
  void ordinaryValue_isItself(String value) {
    assertThat(LabelSanitizer.sanitized(value)).isEqualTo(value);
  }

  @Test
  void longValue_isOther() {
    assertThat(LabelSanitizer.sanitized("y".repeat(128))).hasSize(128);
    assertThat(LabelSanitizer.sanitized("y".repeat(129))).isEqualTo("other");
  }
}
