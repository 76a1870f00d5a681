package dev.intentobserve.alerting.state;

import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.Fault;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs once when something cannot be evaluated, and once when it can again. */
public final class EvaluationFailures {
  private static final Logger log = LoggerFactory.getLogger(EvaluationFailures.class);

  private final Set<String> reported = new HashSet<>();

  public void failed(String subject, Throwable error) {
    if (reported.add(subject)) {
      Fault fault = Fault.from(error);
      log.atWarn()
          .addKeyValue("subject", subject)
          .addKeyValue(TelemetryNames.ERROR_CODE, fault.code())
          .setCause(fault.kind() == Fault.Kind.BROKEN ? error : null)
          .log("cannot be evaluated, keeps its last state");
    }
  }

  public void recovered(String subject) {
    if (reported.remove(subject)) {
      log.atInfo().addKeyValue("subject", subject).log("can be evaluated again");
    }
  }
}
