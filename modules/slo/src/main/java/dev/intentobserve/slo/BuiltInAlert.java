package dev.intentobserve.slo;

import dev.intentobserve.model.alert.Severity;
import java.util.List;

/**
 * Names and severities of the alerts that the service raises itself. Some are also generated as
 * Prometheus rules, as close to the original as metrics allow; silences and routes then match both.
 */
public enum BuiltInAlert {
  STALE_INTENT("StaleIntent", true, Severity.WARNING),
  CONTRACT_FAILURE("ContractFailure", true, Severity.CRITICAL),
  VOLUME_SURGE("VolumeSurge", true, Severity.WARNING),
  TRUST_DRIFT("TrustDrift", true, Severity.INFO),
  PIPELINE_STALL("PipelineStall", true, Severity.WARNING),
  SLO_BURN("SloBurn", true, Severity.CRITICAL, Severity.WARNING, Severity.INFO),
  EMITTER_SILENT("EmitterSilent", false, Severity.WARNING),
  OBJECTIVE_INVALID("ObjectiveInvalid", false, Severity.WARNING);

  private final String alertName;
  private final boolean inPrometheus;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
  private final List<Severity> severities;

  BuiltInAlert(String alertName, boolean inPrometheus, Severity... severities) {
    this.alertName = alertName;
    this.inPrometheus = inPrometheus;
    this.severities = List.of(severities);
  }

  public String alertName() {
    return alertName;
  }

  /** Whether there is a generated Prometheus rule of the same name. */
  public boolean inPrometheus() {
    return inPrometheus;
  }

  /** All severities the alert can have. */
  public List<Severity> severities() {
    return severities;
  }

  /** The severity of an alert that has only one. */
  public Severity severity() {
    if (severities.size() > 1) {
      throw new IllegalStateException(alertName + " has several severities");
    }
    return severities.getFirst();
  }
}
