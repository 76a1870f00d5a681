package dev.intentobserve.slo.openslo;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * The fields of OpenSLO for time slices. A slice here is a minute with one measurement, so the
 * required share of a slice has no effect.
 */
final class TimeSlices {
  private TimeSlices() {}

  static void check(YamlSection item, String method) {
    boolean sliced = method.equals("Timeslices");
    for (String key : new String[] {"timeSliceTarget", "timeSliceWindow"}) {
      if (!sliced && item.has(key)) {
        item.problem(key, "belongs to budgetingMethod Timeslices");
      }
    }
    if (sliced && !item.text("timeSliceWindow").orElse("1m").equals("1m")) {
      item.problem("timeSliceWindow", "must be 1m: freshness is measured once a minute");
    }
    Optional<BigDecimal> share = item.number("timeSliceTarget");
    if (share.isPresent()
        && (share.get().signum() <= 0 || share.get().compareTo(BigDecimal.ONE) > 0)) {
      item.problem("timeSliceTarget", "must be above 0 and at most 1");
    }
  }
}
