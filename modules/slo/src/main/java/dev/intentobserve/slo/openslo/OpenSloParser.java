package dev.intentobserve.slo.openslo;

import dev.intentobserve.model.slo.Objective;
import dev.intentobserve.slo.openslo.OpenSloDocument.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Reads OpenSLO v1 files. Reports every problem of a file with line and field; SLOs with problems
 * are left out, the others of the file are valid.
 */
public final class OpenSloParser {
  private final ProblemCollector findings;
  private final SliReader measures = new SliReader();
  private final AlertPolicies policies = new AlertPolicies();
  private final References<SliDefinition> slis =
      new References<>("SLI", "there is no SLI %s in this file");
  private final Set<String> names = new LinkedHashSet<>();

  private OpenSloParser(ProblemCollector findings) {
    this.findings = findings;
  }

  /**
   * The objectives of a file.
   *
   * @param file its name in problems and origins
   * @param yaml at most 1 MiB and 1000 documents; never throws, whatever the content
   */
  public static OpenSloResult read(String file, byte[] yaml) {
    ProblemCollector findings = new ProblemCollector(file);
    List<OpenSloDocument> documents = new ArrayList<>();
    for (YamlReader.Document document : YamlReader.read(yaml, findings)) {
      OpenSloDocument.read(document, findings).ifPresent(documents::add);
    }
    OpenSloParser parser = new OpenSloParser(findings);
    List<Objective> objectives = parser.read(parser.unique(documents));
    return new OpenSloResult(objectives, findings.sorted());
  }

  /** The first of each kind and name. */
  private List<OpenSloDocument> unique(List<OpenSloDocument> documents) {
    Map<String, OpenSloDocument> unique = new LinkedHashMap<>();
    for (OpenSloDocument document : documents) {
      OpenSloDocument first = unique.putIfAbsent(document.kind() + "/" + document.name(), document);
      if (first != null) {
        document
            .metadata()
            .problem(
                "name",
                "%s %s already exists in line %d"
                    .formatted(document.kind(), document.name(), first.line()));
      }
    }
    return List.copyOf(unique.values());
  }

  /** Documents that others refer to are read first, wherever they are in the file. */
  private List<Objective> read(List<OpenSloDocument> documents) {
    each(documents, Kind.SERVICE, one -> readDescription(one, "description"));
    each(
        documents,
        Kind.ALERT_NOTIFICATION_TARGET,
        one -> readDescription(one, "target", "description"));
    each(documents, Kind.DATA_SOURCE, this::readSource);
    each(documents, Kind.SLI, one -> slis.add(one, findings, measures::read));
    each(documents, Kind.ALERT_CONDITION, one -> policies.addCondition(one, findings));
    each(documents, Kind.ALERT_POLICY, one -> policies.addPolicy(one, findings));
    List<Objective> objectives = new ArrayList<>();
    each(documents, Kind.SLO, one -> objectives.addAll(readSlo(one)));
    return objectives;
  }

  private static void each(
      List<OpenSloDocument> documents, Kind kind, Consumer<OpenSloDocument> reader) {
    documents.stream().filter(document -> document.kind() == kind).forEach(reader);
  }

  private static void readDescription(OpenSloDocument document, String... known) {
    document.spec().map(spec -> spec.only(known)).ifPresent(OpenSloDocument::description);
  }

  private void readSource(OpenSloDocument document) {
    document
        .spec()
        .map(spec -> spec.only("description", "type", "connectionDetails"))
        .filter(spec -> spec.required("type", SliReader.SOURCE_TYPE).isPresent())
        .filter(spec -> spec.text("type").equals(Optional.of(SliReader.SOURCE_TYPE)))
        .ifPresent(spec -> measures.addSource(document.name()));
  }

  private List<Objective> readSlo(OpenSloDocument document) {
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
    return document.valid() && findings.count() == before ? objectives : List.of();
  }
}
