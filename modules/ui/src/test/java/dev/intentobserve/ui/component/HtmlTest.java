package dev.intentobserve.ui.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.intentobserve.ui.http.Href;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlTest {
  @Test
  void text_isEscaped_inElementsAndAttributes() {
    String hostile = "\"><script>alert('x')</script>&";
    Html link =
        Html.of(
            (out, none) -> {
              out.writeContent("<a title=\"");
              out.setContext("a", "title");
              out.writeUserContent(hostile);
              out.writeContent("\">");
              out.setContext("a", null);
              out.writeUserContent(hostile);
              out.writeContent("</a>");
            });
    assertThat(link.toString())
        .isEqualTo(
            "<a title=\"&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;\">"
                + "&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;</a>");
  }

  @Test
  void html_isWrittenUnchanged() {
    Html bold = Html.of((out, none) -> out.writeContent("<b>x</b>"));
    assertThat(Html.of((out, none) -> out.writeUserContent(bold)).toString()).isEqualTo("<b>x</b>");
  }

  @ParameterizedTest
  @CsvSource({"script,", "style,", "a, onclick", "p, style"})
  void textInCode_isRefused(String tag, @Nullable String attribute) {
    assertThatThrownBy(() -> attribute(tag, attribute, "/x"))
        .isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"javascript:alert(1)", "https://elsewhere.example", "//elsewhere.example"})
  void addressOfAnotherServer_isRefused(String address) {
    for (String attribute : List.of("href", "src", "action", "formaction")) {
      assertThatThrownBy(() -> attribute("a", attribute, address))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThat(attribute("a", "href", "/traces").toString()).isEqualTo("<a href=\"/traces");
  }

  private static Html attribute(String tag, @Nullable String attribute, String value) {
    return Html.of(
        (out, none) -> {
          out.writeContent("<" + tag + " " + attribute + "=\"");
          out.setContext(tag, attribute);
          out.writeUserContent(value);
        });
  }

  @Test
  void addresses_haveAsManyPlacesAsParts() {
    assertThatThrownBy(() -> Href.of("/traces/{}")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Href.of("/traces", "a")).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "202E", "202A", "2066", "2069", "200F", "061C", "200B", "FEFF", "2028", "0000", "001B", "0085",
    "D800", "DC00", "FFFF"
  })
  void charactersThatHideOrReorderText_areShownByTheirNumber(String number) {
    char c = (char) Integer.parseInt(number, 16);
    assertThat(escaped("a" + c + "b")).isEqualTo("a\\u" + number.toLowerCase(Locale.ROOT) + "b");
  }

  @Test
  void surrogatePairs_stay() {
    assertThat(escaped("a😀b")).isEqualTo("a😀b");
  }

  @Test
  void oneMegabyteOfTitle_isTruncated_andSaysSo() {
    String html = truncated("<".repeat(1 << 20));
    assertThat(html).hasSizeLessThan(2000).contains("1048276 more characters");
  }

  @Test
  void truncation_splitsNoSurrogatePair() {
    assertThat(truncated("x".repeat(299) + "😀".repeat(9))).doesNotContain("\\u");
  }

  @Test
  void addresses_areEncodedPartByPart() {
    assertThat(Href.entity("signal", "a/b?c#d \"<").with("q", "x&y=z").path())
        .isEqualTo("/entities/signal/a%2Fb%3Fc%23d%20%22%3C?q=x%26y%3Dz");
    assertThat(Href.of("/events").with("type", null).with("q", "").path()).isEqualTo("/events");
  }

  private static String truncated(String text) {
    return Html.of((out, none) -> JteTruncatedGenerated.render(out, none, text)).toString();
  }

  private static String escaped(String text) {
    return Html.of((out, none) -> out.writeUserContent(text)).toString();
  }
}
