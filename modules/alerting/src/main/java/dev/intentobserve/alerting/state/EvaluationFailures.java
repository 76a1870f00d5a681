package dev.intentobserve.alerting.state;

import dev.intentobserve.model.metric.TelemetryNames;
import dev.intentobserve.ports.Fault;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that something cannot be judged, and once that it can again. */
public final class EvaluationFailures {
  private static final Logger log = LoggerFactory.getLogger(EvaluationFailures.class);

  private final Set<String> told = new HashSet<>();

  public void failed(String what, Throwable error) {
    if (told.add(what)) {
      Fault fault = Fault.from(error);
      log.atWarn()
          .addKeyValue("what", what)
          .addKeyValue(TelemetryNames.ERROR_CODE, fault.code())
          .setCause(fault.kind() == Fault.Kind.BROKEN ? error : null)
          .log("cannot be evaluated, keeps its last state");
    }
  }

  public void recovered(String what) {
    if (told.remove(what)) {
      log.atInfo().addKeyValue("what", what).log("can be evaluated again");
    }
  }
}
