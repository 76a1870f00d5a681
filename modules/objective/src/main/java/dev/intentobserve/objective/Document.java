package dev.intentobserve.objective;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * An OpenSLO document whose head was read.
 *
 * @param sound whether its head was in order
 */
record Document(
    Kind kind, String name, int line, Section metadata, Optional<Section> spec, boolean sound) {
  /** The kinds of OpenSLO. */
  enum Kind {
    SLO("SLO"),
    SLI("SLI"),
    SERVICE("Service"),
    DATA_SOURCE("DataSource"),
    ALERT_POLICY("AlertPolicy"),
    ALERT_CONDITION("AlertCondition"),
    ALERT_NOTIFICATION_TARGET("AlertNotificationTarget");

    private static final List<String> WORDS =
        List.of(values()).stream().map(Kind::toString).toList();
    private final String word;

    Kind(String word) {
      this.word = word;
    }

    static Optional<Kind> of(String word) {
      return List.of(values()).stream().filter(kind -> kind.word.equals(word)).findFirst();
    }

    @Override
    public String toString() {
      return word;
    }
  }

  static final String API_VERSION = "openslo/v1";
  static final int LONGEST_NAME = 63;
  private static final int LONGEST_DESCRIPTION = 1050;
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  /** Empty for what has no kind or no name. */
  static Optional<Document> read(YamlReader.Document document, Findings findings) {
    int before = findings.count();
    if (!(document.root() instanceof Yaml.Keyed keyed)) {
      if (!(document.root() instanceof Yaml.Text text && text.isNull())) {
        findings.add(
            document.root().line(), "", "must be an OpenSLO document: apiVersion, kind, …");
      }
      return Optional.empty();
    }
    Section root = new Section(findings, "", keyed).only("apiVersion", "kind", "metadata", "spec");
    version(root);
    Optional<Kind> kind = kind(root);
    Optional<Section> metadata = metadata(root);
    Optional<Section> spec = root.requiredSection("spec", "what the document says");
    Optional<String> name = metadata.flatMap(Document::name);
    if (kind.isEmpty() || name.isEmpty()) {
      return Optional.empty();
    }
    boolean sound = document.sound() && findings.count() == before;
    return Optional.of(
        new Document(kind.get(), name.get(), root.line(), metadata.get(), spec, sound));
  }

  static void version(Section root) {
    String version = root.required("apiVersion", API_VERSION).orElse(API_VERSION);
    if (!version.equals(API_VERSION)) {
      root.problem("apiVersion", "must be " + API_VERSION + ", not " + version);
    }
  }

  private static Optional<Kind> kind(Section root) {
    Optional<String> word = root.required("kind", "SLO or another kind of OpenSLO");
    Optional<Kind> kind = word.flatMap(Kind::of);
    if (word.isPresent() && kind.isEmpty()) {
      root.problem("kind", Matches.oneOf("is no kind of OpenSLO", word.get(), Kind.WORDS));
    }
    return kind;
  }

  static Optional<Section> metadata(Section root) {
    return root.requiredSection("metadata", "{name: …}")
        .map(metadata -> metadata.only("name", "displayName", "labels", "annotations"));
  }

  static Optional<String> name(Section metadata) {
    Optional<String> name = metadata.required("name", "lower-case letters, digits and hyphens");
    if (name.isPresent() && !isName(name.get())) {
      metadata.problem(
          "name",
          "must be lower-case letters, digits and hyphens, at most 63, a letter or digit at both"
              + " ends");
      return Optional.empty();
    }
    return name;
  }

  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  /** The description of a {@code spec}, which has its bounds. */
  static String description(Section spec) {
    String description = spec.text("description").orElse("");
    if (description.length() > LONGEST_DESCRIPTION) {
      spec.problem(
          "description",
          "has %d characters, more than %d".formatted(description.length(), LONGEST_DESCRIPTION));
    }
    return description;
  }

  /** Labels or annotations; a list becomes one text. */
  static SortedMap<String, String> texts(Section metadata, String key) {
    SortedMap<String, String> texts = new TreeMap<>();
    metadata
        .section(key)
        .ifPresent(
            given ->
                given
                    .keys()
                    .forEach(name -> texts.put(name, String.join(", ", given.texts(name)))));
    return texts;
  }
}
