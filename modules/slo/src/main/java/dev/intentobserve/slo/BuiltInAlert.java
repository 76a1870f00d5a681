package dev.intentobserve.slo;

import dev.intentobserve.model.alert.Severity;

/**
 * Names and severities of the alerts that exist twice: the service evaluates them itself, and the
 * generated Prometheus rules evaluate them as closely as metrics allow. Silences and routes have to
 * match both.
 */
public enum BuiltInAlert {
  STALE_INTENT("StaleIntent", Severity.WARNING),
  CONTRACT_FAILURE("ContractFailure", Severity.CRITICAL),
  VOLUME_SURGE("VolumeSurge", Severity.WARNING),
  TRUST_DRIFT("TrustDrift", Severity.INFO),
  PIPELINE_STALL("PipelineStall", Severity.WARNING);

  private final String alertName;
  private final Severity severity;

  BuiltInAlert(String alertName, Severity severity) {
    this.alertName = alertName;
    this.severity = severity;
  }

  public String alertName() {
    return alertName;
  }

  public Severity severity() {
    return severity;
  }
}
