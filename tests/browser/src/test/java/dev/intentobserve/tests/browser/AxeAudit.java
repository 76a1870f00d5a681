package dev.intentobserve.tests.browser;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Violations of the Web Content Accessibility Guidelines, levels A and AA. */
final class AxeAudit {
  private static final String RUN =
      """
      async () => JSON.stringify((await axe.run(document, {
        resultTypes: ['violations'],
        runOnly: {type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']},
      })).violations)""";

  private static final String SCRIPT = script();

  private AxeAudit() {}

  /** One line for each violation: the rule, its reason, the elements. */
  static List<String> violations(Page page) throws IOException {
    page.evaluate(SCRIPT);
    List<String> lines = new ArrayList<>();
    for (JsonNode rule : new ObjectMapper().readTree(page.evaluate(RUN).toString())) {
      for (JsonNode node : rule.at("/nodes")) {
        lines.add(
            "%s: %s at %s %s"
                .formatted(
                    rule.at("/id").asText(),
                    rule.at("/help").asText(),
                    node.at("/target"),
                    cut(node.at("/failureSummary").asText().replaceAll("\\s+", " "))));
      }
    }
    return lines;
  }

  private static String cut(String text) {
    return text.length() > 300 ? text.substring(0, 300) : text;
  }

  private static String script() {
    try (InputStream in = AxeAudit.class.getResourceAsStream("/axe.min.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ExceptionInInitializerError(e);
    }
  }
}
