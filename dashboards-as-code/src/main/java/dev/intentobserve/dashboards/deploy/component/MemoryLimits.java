package dev.intentobserve.dashboards.deploy.component;

import java.util.stream.Stream;

/** The memory limit of each component in phase 2, in MiB. */
public final class MemoryLimits {
  /** Enough for all components and the operating system. */
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

  /** The sum of all limits. */
  public static int sum() {
    return Stream.of(Component.values()).mapToInt(MemoryLimits::limit).sum();
  }

  /** Go collects garbage more often above this, before the limit ends the process. */
  public static String goLimit(Component part) {
    return (int) (limit(part) * GO_SHARE) + "MiB";
  }
}
