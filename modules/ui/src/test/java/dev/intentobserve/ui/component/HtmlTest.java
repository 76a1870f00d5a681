package dev.intentobserve.ui.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.page.LoginPage;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HtmlTest {
  @Test
  void text_isEscaped_whereverItStands() {
    String hostile = "\"><script>alert('x')</script>&";
    assertThat(Html.of("<a title=\"{}\">{}</a>", hostile, hostile).toString())
        .isEqualTo(
            "<a title=\"&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;\">"
                + "&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;</a>");
  }

  @Test
  void html_goesInAsItIs_aloneAndInLists() {
    Html bold = Html.of("<b>{}</b>", "x");
    assertThat(Html.of("{} {}", bold, List.of(bold, "<")).toString())
        .isEqualTo("<b>x</b> <b>x</b>&lt;");
  }

  @Test
  void placesInText_areNoPlaces() {
    assertThat(Html.of("{} {}", "{}", "a").toString()).isEqualTo("{} a");
  }

  @Test
  void templates_haveAsManyPlacesAsArguments() {
    assertThatThrownBy(() -> Html.of("{}")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Html.of("", "a")).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "202E", "202A", "2066", "2069", "200F", "061C", "200B", "FEFF", "2028", "0000", "001B", "0085",
    "D800", "DC00", "FFFF"
  })
  void whatWouldHideOrTurnTextAround_isShownByItsNumber(String number) {
    char c = (char) Integer.parseInt(number, 16);
    assertThat(Html.text("a" + c + "b").toString()).isEqualTo("a\\u" + number.toLowerCase(Locale.ROOT) + "b");
  }

  @Test
  void wholeCharactersBeyondTheFirstPlane_stay() {
    assertThat(Html.text("a😀b").toString()).isEqualTo("a😀b");
  }

  @Test
  void oneMegabyteOfTitle_isCut_andSaysSo() {
    String html = Html.truncated("<".repeat(1 << 20)).toString();
    assertThat(html).hasSizeLessThan(2000).contains("1048276 more characters");
  }

  @Test
  void cut_leavesNoHalfCharacter() {
    assertThat(Html.truncated("x".repeat(299) + "😀".repeat(9)).toString()).doesNotContain("\\u");
  }

  @Test
  void addresses_areEncodedPartByPart() {
    assertThat(Href.entity("signal", "a/b?c#d \"<").with("q", "x&y=z").path())
        .isEqualTo("/entities/signal/a%2Fb%3Fc%23d%20%22%3C?q=x%26y%3Dz");
    assertThat(Href.of("/events").with("type", null).with("q", "").path()).isEqualTo("/events");
  }

  @ParameterizedTest
  @CsvSource({
    "https://elsewhere.example, /",
    "//elsewhere.example, /",
    "/\\elsewhere.example, /",
    "javascript:alert(1), /",
    "/traces/INT-1?from=2, /traces/INT-1?from=2"
  })
  void afterLogin_onlyOurOwnPagesFollow(String to, String follows) {
    assertThat(LoginPage.localPath(to).path()).isEqualTo(follows);
  }
}
