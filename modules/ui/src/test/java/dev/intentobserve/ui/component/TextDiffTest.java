package dev.intentobserve.ui.component;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextDiffTest {
  @Test
  void severalChanges_areShownOneByOne() {
    assertThat(shown("{'type':'signal','id':'A','n':1}", "{'type':'intent','id':'A','n':2}"))
        .contains("<del>signal</del><ins>intent</ins>")
        .contains("<del>1</del><ins>2</ins>")
        .doesNotContain("<del>A");
  }

  @Test
  void word_isChangedAsAWhole() {
    assertThat(shown("'signal.created'", "'signal.captured'"))
        .contains("signal.<del>created</del><ins>captured</ins>");
  }

  @Test
  void addition_leavesTheRestUnchanged() {
    assertThat(shown("a b c", "a new b c"))
        .contains("a <ins>new </ins>b c")
        .doesNotContain("<del>");
  }

  @Test
  void farText_isLeftOut() {
    String far = "long_word ".repeat(50);
    assertThat(shown("1" + far + "2" + far + "3", "4" + far + "5" + far + "6"))
        .contains("<del>1", " … ")
        .hasSizeLessThan(3_000);
  }

  @Test
  void surrogatePairs_areNeverSplit() {
    assertThat(shown("\uD83D\uDE00!", "\uD83D\uDE01!")).contains("<del>\uD83D\uDE00</del>");
  }

  @Test
  void veryLongTexts_areComparedAsOne() {
    String words = "a b ".repeat(100_000);
    assertThat(
            shown(
                "start " + words + "end",
                "begin " + words.toUpperCase(java.util.Locale.ROOT) + "stop"))
        .containsOnlyOnce("<del>");
  }

  private static String shown(String before, String after) {
    return TextDiff.render(before, after).toString();
  }
}
