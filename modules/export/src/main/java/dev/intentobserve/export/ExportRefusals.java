package dev.intentobserve.export;

import dev.intentobserve.ports.StorePorts.ExportRefusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The refused events of one page, each with its first reason only, so that memory is bounded. */
final class ExportRefusals {
  private final Map<Long, String> reasons = new LinkedHashMap<>();

  void add(long seq, String reason) {
    reasons.putIfAbsent(seq, reason);
  }

  List<ExportRefusal> list() {
    return reasons.entrySet().stream()
        .map(entry -> new ExportRefusal(entry.getKey(), entry.getValue()))
        .toList();
  }
}
