package dev.intentobserve.dashboards.grafana;

import java.util.Locale;

/** What happens to a resource; the first word of its line. */
enum ChangeOutcome {
  CREATED(true),
  CHANGED(true),
  UNCHANGED(false),
  HAND_EDITED(false),
  DELETED(true),
  KEPT(false),
  LEFT_OVER(false),
  FAILED(false);

  final boolean writes;

  ChangeOutcome(boolean writes) {
    this.writes = writes;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
