package dev.intentobserve.slo.openslo;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * What OpenSLO asks of slices of time. Ours are minutes with one reading each, so whichever share
 * of a slice has to be good, the slice is as good as its reading.
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
      item.problem("timeSliceWindow", "must be 1m: freshness is looked at once a minute");
    }
    Optional<BigDecimal> share = item.number("timeSliceTarget");
    if (share.isPresent()
        && (share.get().signum() <= 0 || share.get().compareTo(BigDecimal.ONE) > 0)) {
      item.problem("timeSliceTarget", "must be above 0 and at most 1");
    }
  }
}
