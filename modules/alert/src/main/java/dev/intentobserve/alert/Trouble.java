package dev.intentobserve.alert;

import dev.intentobserve.contract.Fault;
import dev.intentobserve.event.Names;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that something cannot be judged, and once that it can again. */
final class Trouble {
  private static final Logger log = LoggerFactory.getLogger(Trouble.class);

  private final Set<String> told = new HashSet<>();

  void with(String what, Throwable error) {
    if (told.add(what)) {
      Fault fault = Fault.from(error);
      log.atWarn()
          .addKeyValue("what", what)
          .addKeyValue(Names.ERROR_CODE, fault.code())
          .setCause(fault.kind() == Fault.Kind.BROKEN ? error : null)
          .log("cannot be judged, stays as it is");
    }
  }

  void over(String what) {
    if (told.remove(what)) {
      log.atInfo().addKeyValue("what", what).log("can be judged again");
    }
  }
}
