package dev.intentobserve.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CredentialMaskerTest {
  private final CredentialMasker masker = new CredentialMasker(List.of("Basic dXNlcjpwdw==", "7"));

  @Test
  void credential_isReplacedWithAndWithoutItsScheme() {
    assertThat(masker.masked("bad Basic dXNlcjpwdw== and dXNlcjpwdw==, line 7"))
        .isEqualTo("bad [REDACTED] and [REDACTED], line 7");
  }

  @Test
  void message_isOneShortLine() {
    assertThat(masker.masked("a\r\n\u001b[31mb\u0000" + "x".repeat(5000)))
        .startsWith("a [31mb xxx")
        .hasSize(200);
  }
}
