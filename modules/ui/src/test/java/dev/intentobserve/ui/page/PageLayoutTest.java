package dev.intentobserve.ui.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.ui.UiConfig;
import dev.intentobserve.ui.UiTestServer;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageLayoutTest {
  @AutoClose private final UiTestServer http = new UiTestServer();

  @Test
  void pages_allowNothingInlineAndNothingFromElsewhere() throws Exception {
    HttpResponse<String> page = http.get("/traces");

    assertThat(page.headers().firstValue("Content-Security-Policy"))
        .hasValue(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors"
                + " 'none'");
    assertThat(page.body())
        .doesNotContain("<style", " style=", "onclick", "http://fonts", "https://")
        .doesNotContainPattern("<script(?! src=\"/assets/)");
  }

  @Test
  void assets_areCachedForEver_underTheDigestOfTheirContent() throws Exception {
    Matcher links = Pattern.compile("\"(/assets/[^\"]+)\"").matcher(http.page("/traces"));
    int found = 0;
    while (links.find()) {
      HttpResponse<String> asset = http.get(links.group(1));
      assertThat(asset.statusCode()).isEqualTo(200);
      assertThat(asset.headers().firstValue("Cache-Control"))
          .hasValueSatisfying(value -> assertThat(value).contains("immutable"));
      found++;
    }
    assertThat(found).isEqualTo(3);
  }

  @Test
  void unknownAsset_isMissing() throws Exception {
    assertThat(http.get("/assets/0/pages.css").statusCode()).isEqualTo(404);
    assertThat(http.get("/assets/../Pages.class").statusCode()).isEqualTo(404);
  }

  @Test
  void firstLoad_isSmall() throws Exception {
    String page = http.page("/traces");
    Matcher links = Pattern.compile("\"(/assets/[^\"]+)\"").matcher(page);
    int size = packed(page);
    while (links.find()) {
      size += packed(http.page(links.group(1)));
    }
    assertThat(size).isLessThan(40_000);
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_parameter, Invalid request",
    "403, insufficient_permissions, Not allowed",
    "404, trace_not_found, Not found",
    "503, store_unavailable, Temporarily unavailable",
    "500, internal_error, Internal error"
  })
  void errorOfTheApi_becomesAPage(int status, String code, String heading) throws Exception {
    http.fails("/api/v1/traces/INT-9", status, code, "because of <b>this</b>");
    HttpResponse<String> page = http.get("/traces/INT-9");

    assertThat(page.statusCode()).isEqualTo(status);
    assertThat(page.body())
        .contains("<h1>" + heading + "</h1>", "because of &lt;b&gt;this&lt;/b&gt;", code);
  }

  @Test
  void answerThatIsNotJson_becomesAPage() throws Exception {
    http.api("/api/v1/traces", "<html>");
    assertThat(http.get("/traces").statusCode()).isEqualTo(502);
  }

  @Test
  void answerLargerThanThePageLimit_becomesAPage() throws Exception {
    try (UiTestServer small = new UiTestServer(UiConfig.DEFAULT.withLargestAnswer(99))) {
      small.api("/api/v1/traces", "{\"x\":\"" + "y".repeat(100_000) + "\"}");
      assertThat(small.get("/traces").statusCode()).isEqualTo(413);
    }
  }

  @Test
  void addressWithoutAPage_isAnErrorPageForBrowsersOnly() throws Exception {
    assertThat(http.page("/nothing-here")).contains("<h1>Not found</h1>");
    assertThat(http.send(http.request("/nothing-here")).body()).doesNotContain("<h1>Not found");
    assertThat(http.page("/zipkin/nothing")).doesNotContain("<h1>Not found");
  }

  private static int packed(String text) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return out.size();
  }
}
