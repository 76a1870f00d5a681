package dev.intentobserve.tests.browser;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Events with content that would run on a page that does not escape it. Content that runs sets
 * {@code window.hostile} or opens a dialog, and either fails the test.
 */
final class HostileEvents {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  static final String INTENT = "INT-HOSTILE";

  static final String SCRIPT = "</title></pre><script>window.hostile='script'</script>";

  /** Unescaped, it would read as the name of an image: the mark reverses the letters after it. */
  static final String BIDI = "invoice\u202Egnp.exe\u2066\u200B";

  static final String LONG = "long " + "A".repeat(1_000_000);

  static final String UNBROKEN = "W".repeat(2_000);

  /** An id that would break out of an attribute, an address or a path. */
  static final String ID = "SIG-\"'><svg onload=window.hostile='id'>/../%2e?a#b{}";

  private static final List<String> TITLES =
      List.of(
          SCRIPT,
          "<img src=x onerror=\"window.hostile='img'\">",
          "\" onmouseover=\"window.hostile='attribute'\" autofocus onfocus=\"window.hostile='focus'",
          "<a href=\"javascript:window.hostile='link'\">look</a> {} {{7*7}} ${7*7} &lt;",
          BIDI,
          UNBROKEN,
          LONG);

  /** The signal with the title of a megabyte. */
  static final String LONG_ID = "SIG-HOSTILE-" + TITLES.indexOf(LONG);

  static final int SIGNALS = TITLES.size() + 1;

  /** That id, percent-encoded. */
  static final String ID_IN_PATH =
      URLEncoder.encode(ID, StandardCharsets.UTF_8).replace("+", "%20");

  /** Not JSON, and so a dead letter. */
  static final String REJECTED =
      "{\"event_type\":\"signal.created\",\"title\":\"<script>window.hostile='dead'</script>\u202E";

  private HostileEvents() {}

  /** One per line; the intent links all signals, so that one trace shows them. */
  static String lines() {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < TITLES.size(); i++) {
      lines.append(signal("SIG-HOSTILE-" + i, TITLES.get(i))).append('\n');
    }
    lines.append(signal(ID, "<b>id</b>")).append('\n');
    ObjectNode intent = event("intent.proposed").put("intent_id", INTENT).put("title", SCRIPT);
    ArrayNode signals = intent.putArray("signals");
    for (int i = 0; i < TITLES.size(); i++) {
      signals.add("SIG-HOSTILE-" + i);
    }
    signals.add(ID);
    return lines.append(intent).append('\n').toString();
  }

  private static ObjectNode signal(String id, String title) {
    ObjectNode event = event("signal.created").put("signal_id", id).put("title", title);
    event.put("source", "<i onclick=window.hostile=1>" + BIDI);
    event.put("<script>window.hostile='key'</script>", "javascript:window.hostile='value'");
    event.put("file", "javascript:window.hostile='file'");
    return event;
  }

  private static ObjectNode event(String type) {
    return MAPPER
        .createObjectNode()
        .put("event_type", type)
        .put("timestamp", Instant.now().minus(Duration.ofHours(1)).toString());
  }
}
