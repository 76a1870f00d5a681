package dev.intentobserve.dashboards.deploy.component;

import java.util.stream.Stream;

/** How much memory each part of phase 2 may take, in MiB. */
public final class MemoryLimits {
  /** A machine of this size holds them all, and its own system. */
  public static final int MACHINE_GIB = 4;

  private static final double GO_SHARE = 0.8;

  private MemoryLimits() {}

  public static int limit(Component part) {
    return switch (part) {
      case SERVICE -> 896;
      case POSTGRES -> 384;
      case COLLECTOR -> 256;
      case TEMPO, LOKI -> 448;
      case MIMIR -> 640;
      case GRAFANA -> 320;
      case ALERTMANAGER -> 64;
    };
  }

  /** All of them together. */
  public static int sum() {
    return Stream.of(Component.values()).mapToInt(MemoryLimits::limit).sum();
  }

  /** Where Go begins to collect garbage in earnest, before the limit ends the process. */
  public static String goLimit(Component part) {
    return (int) (limit(part) * GO_SHARE) + "MiB";
  }
}
