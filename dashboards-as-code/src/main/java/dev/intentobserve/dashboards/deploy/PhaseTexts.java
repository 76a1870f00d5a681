package dev.intentobserve.dashboards.deploy;

import dev.intentobserve.dashboards.output.TextTemplate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the phases mean for their users, and how to move from one to another: the Markdown files
 * among the resources of this package. Each {@code ## heading} starts a section.
 */
final class PhaseTexts {
  private static final Pattern SECTION = Pattern.compile("(?ms)^## ([^\\n]+)\\n(.*?)(?=^## |\\z)");
  private static final String LOGIN = "INTENT_OBSERVE_URL=... INTENT_OBSERVE_KEY=... ";

  private PhaseTexts() {}

  /**
   * The facts about a phase by title, in the same order for every phase.
   *
   * @throws IllegalStateException when the files do not have the same headings
   */
  static Map<String, String> facts(DeploymentPhase phase) {
    Map<String, String> facts = read(phase);
    if (!List.copyOf(facts.keySet()).equals(List.copyOf(read(DeploymentPhase.CLOUD).keySet()))) {
      throw new IllegalStateException("the headings of phase " + phase.number() + " differ");
    }
    return facts;
  }

  private static Map<String, String> read(DeploymentPhase phase) {
    Map<String, String> facts = new LinkedHashMap<>();
    sections("phase-" + phase.number() + ".md", DeploymentValues.all())
        .forEach((title, text) -> facts.put(title, String.join(" ", text.split("\\s+"))));
    return facts;
  }

  /** The steps that move the record; everything else can be rebuilt from it. */
  static String migration(DeploymentPhase from, DeploymentPhase to) {
    Map<String, String> values = DeploymentValues.all();
    values.put("phase", Integer.toString(to.number()));
    values.put("login.from", login(from));
    values.put("login.to", login(to));
    Map<String, String> sections = sections("migration.md", values);
    boolean sameServer = from != DeploymentPhase.CLOUD && to != DeploymentPhase.CLOUD;
    return String.join(
        "\n\n",
        List.of(
            section(sections, "Steps"),
            section(sections, sameServer ? "By dump" : "Events only"),
            section(sections, "Left behind")));
  }

  private static String section(Map<String, String> sections, String title) {
    String text = sections.get(title);
    if (text == null) {
      throw new IllegalStateException("migration.md has no section " + title);
    }
    return text;
  }

  /** The service of phase 1 listens on loopback and has no keys. */
  private static String login(DeploymentPhase phase) {
    return phase == DeploymentPhase.CLOUD ? "" : LOGIN;
  }

  private static Map<String, String> sections(String file, Map<String, String> values) {
    Map<String, String> sections = new LinkedHashMap<>();
    Matcher section = SECTION.matcher(TextTemplate.fill(PhaseTexts.class, "phase/" + file, values));
    while (section.find()) {
      sections.put(section.group(1), section.group(2).strip());
    }
    return sections;
  }
}
