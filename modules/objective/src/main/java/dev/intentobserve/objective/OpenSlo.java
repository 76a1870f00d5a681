package dev.intentobserve.objective;

import dev.intentobserve.event.Objective;
import dev.intentobserve.objective.Document.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads OpenSLO v1 files. Every problem of a file is told, each with its line and field; an SLO
 * with problems is left out, the others of the file stand.
 */
public final class OpenSlo {
  private final Findings findings;
  private final Sources sources = new Sources();
  private final Measures measures = new Measures(sources);
  private final Policies policies = new Policies();
  private final Map<String, Optional<Measure>> slis = new HashMap<>();
  private final Set<String> names = new LinkedHashSet<>();

  private OpenSlo(Findings findings) {
    this.findings = findings;
  }

  /**
   * The objectives of a file.
   *
   * @param file how it is called in problems and origins
   * @param yaml at most 1 MiB and 1000 documents; never fails, whatever it holds
   */
  public static Parsed read(String file, byte[] yaml) {
    Findings findings = new Findings(file);
    List<Document> documents = new ArrayList<>();
    for (YamlReader.Document document : YamlReader.read(yaml, findings)) {
      Document.read(document, findings).ifPresent(documents::add);
    }
    OpenSlo reading = new OpenSlo(findings);
    List<Objective> objectives = reading.read(reading.unique(documents));
    return new Parsed(objectives, findings.sorted());
  }

  /** The first of each kind and name. */
  private List<Document> unique(List<Document> documents) {
    Map<String, Document> unique = new LinkedHashMap<>();
    for (Document document : documents) {
      Document first = unique.putIfAbsent(document.kind() + "/" + document.name(), document);
      if (first != null) {
        document
            .metadata()
            .problem(
                "name",
                "there is already the %s %s in line %d"
                    .formatted(document.kind(), document.name(), first.line()));
      }
    }
    return List.copyOf(unique.values());
  }

  /** What others refer to comes first, wherever in the file it stands. */
  private List<Objective> read(List<Document> documents) {
    each(documents, Kind.SERVICE, this::readService);
    each(documents, Kind.ALERT_NOTIFICATION_TARGET, this::readTarget);
    each(documents, Kind.DATA_SOURCE, this::readSource);
    each(documents, Kind.SLI, this::readSli);
    each(documents, Kind.ALERT_CONDITION, one -> policies.addCondition(one, findings));
    each(documents, Kind.ALERT_POLICY, one -> policies.addPolicy(one, findings));
    List<Objective> objectives = new ArrayList<>();
    each(documents, Kind.SLO, one -> objectives.addAll(readSlo(one)));
    return objectives;
  }

  private static void each(List<Document> documents, Kind kind, Consumer<Document> reader) {
    documents.stream().filter(document -> document.kind() == kind).forEach(reader);
  }

  private void readService(Document document) {
    document.spec().map(spec -> spec.only("description")).ifPresent(Document::description);
  }

  private void readTarget(Document document) {
    document
        .spec()
        .map(spec -> spec.only("target", "description"))
        .ifPresent(Document::description);
  }

  private void readSource(Document document) {
    document
        .spec()
        .map(spec -> spec.only("description", "type", "connectionDetails"))
        .filter(spec -> spec.required("type", Sources.TYPE).isPresent())
        .filter(spec -> spec.text("type").equals(Optional.of(Sources.TYPE)))
        .ifPresent(spec -> sources.add(document.name()));
  }

  private void readSli(Document document) {
    int before = findings.count();
    Optional<Measure> measure = document.spec().flatMap(measures::read);
    boolean sound = document.sound() && findings.count() == before;
    slis.put(document.name(), sound ? measure : Optional.empty());
  }

  private List<Objective> readSlo(Document document) {
    int before = findings.count();
    List<Objective> objectives =
        document
            .spec()
            .map(
                spec ->
                    new SloReader(measures, slis, policies).read(document, spec, findings.file()))
            .orElse(List.of());
    for (Objective objective : objectives) {
      if (!names.add(objective.name())) {
        document.metadata().problem("name", "the name " + objective.name() + " is taken");
      }
    }
    return document.sound() && findings.count() == before ? objectives : List.of();
  }
}
