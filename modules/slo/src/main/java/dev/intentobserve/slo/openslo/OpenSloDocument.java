package dev.intentobserve.slo.openslo;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * An OpenSLO document with its common fields.
 *
 * @param valid whether these fields are valid
 */
record OpenSloDocument(
    Kind kind,
    String name,
    int line,
    YamlSection metadata,
    Optional<YamlSection> spec,
    boolean valid) {
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
  static final int MAX_NAME_LENGTH = 63;
  private static final int MAX_DESCRIPTION_LENGTH = 1050;
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  /** Empty for a document without kind or name. */
  static Optional<OpenSloDocument> read(YamlReader.Document document, ProblemCollector findings) {
    int before = findings.count();
    if (!(document.root() instanceof YamlNode.Mapping keyed)) {
      if (!(document.root() instanceof YamlNode.Text text && text.isNull())) {
        findings.add(
            document.root().line(), "", "must be an OpenSLO document: apiVersion, kind, …");
      }
      return Optional.empty();
    }
    YamlSection root =
        new YamlSection(findings, "", keyed).only("apiVersion", "kind", "metadata", "spec");
    version(root);
    Optional<Kind> kind = kind(root);
    Optional<YamlSection> metadata = metadata(root);
    Optional<YamlSection> spec = root.requiredSection("spec", "the content of the document");
    Optional<String> name = metadata.flatMap(OpenSloDocument::name);
    if (kind.isEmpty() || name.isEmpty()) {
      return Optional.empty();
    }
    boolean valid = document.valid() && findings.count() == before;
    return Optional.of(
        new OpenSloDocument(kind.get(), name.get(), root.line(), metadata.get(), spec, valid));
  }

  static void version(YamlSection root) {
    String version = root.required("apiVersion", API_VERSION).orElse(API_VERSION);
    if (!version.equals(API_VERSION)) {
      root.problem("apiVersion", "must be " + API_VERSION + ", not " + version);
    }
  }

  private static Optional<Kind> kind(YamlSection root) {
    Optional<String> word = root.required("kind", "SLO or another kind of OpenSLO");
    Optional<Kind> kind = word.flatMap(Kind::of);
    if (word.isPresent() && kind.isEmpty()) {
      root.problem("kind", SelectorReader.oneOf("is not an OpenSLO kind", word.get(), Kind.WORDS));
    }
    return kind;
  }

  static Optional<YamlSection> metadata(YamlSection root) {
    return root.requiredSection("metadata", "{name: …}")
        .map(metadata -> metadata.only("name", "displayName", "labels", "annotations"));
  }

  static Optional<String> name(YamlSection metadata) {
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

  /** The description in a {@code spec}, whose length is limited. */
  static String description(YamlSection spec) {
    String description = spec.text("description").orElse("");
    if (description.length() > MAX_DESCRIPTION_LENGTH) {
      spec.problem(
          "description",
          "has %d characters, more than %d"
              .formatted(description.length(), MAX_DESCRIPTION_LENGTH));
    }
    return description;
  }

  /** Labels or annotations; a list becomes one text. */
  static SortedMap<String, String> texts(YamlSection metadata, String key) {
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
