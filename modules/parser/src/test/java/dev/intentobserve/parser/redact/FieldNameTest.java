package dev.intentobserve.parser.redact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.parser.redact.SecretFieldNames.Sensitivity;
import org.junit.jupiter.api.Test;

class FieldNameTest {
  @Test
  void name_saysTheSameHoweverManyOthersWereSeen() {
    FieldName before = FieldName.of("clientSecret");
    for (int i = 0; i < 10_000; i++) {
      assertThat(FieldName.of("field_" + i).sensitivity()).isEqualTo(Sensitivity.HARMLESS);
    }

    assertThat(FieldName.of("clientSecret"))
        .isEqualTo(before)
        .isEqualTo(new FieldName("clientSecret", true, Sensitivity.SECRET, false, false, false));
  }

  @Test
  void nameThatHoldsASecret_isNeverClean() {
    String name = "ghp_" + "a1B2".repeat(9);

    assertThat(FieldName.of(name).clean()).isFalse();
    assertThat(FieldName.of(name)).isNotSameAs(FieldName.of(name));
    assertThat(FieldName.of("a\0b").clean()).isFalse();
  }

  @Test
  void frequentName_isReadOnce() {
    assertThat(FieldName.of(new String("trust_score"))).isSameAs(FieldName.of("trust_score"));
  }

  @Test
  void fieldsOfNamesAndValues_areKnownInAnyCase() {
    assertThat(FieldName.of("Name").ofName()).isTrue();
    assertThat(FieldName.of("itemKey").ofName()).isTrue();
    assertThat(FieldName.of("defaultValue").ofValue()).isTrue();
    assertThat(FieldName.of("Content").ofText()).isTrue();
    assertThat(FieldName.of("title"))
        .isEqualTo(new FieldName("title", true, Sensitivity.HARMLESS, false, false, false));
  }
}
