package dev.intentobserve.dashboards.deploy;

import java.util.Set;
import java.util.stream.Stream;

/** One of the three deployments. */
public enum DeploymentPhase {
  CLOUD(1, "Grafana Cloud"),
  COMPOSE(2, "one machine with Docker Compose"),
  KUBERNETES(3, "a cluster with Helm");

  public static final Set<DeploymentPhase> ALL = Set.of(values());

  private final int number;
  private final String name;

  DeploymentPhase(int number, String name) {
    this.number = number;
    this.name = name;
  }

  /**
   * By its number.
   *
   * @throws IllegalArgumentException when there is no such phase
   */
  public static DeploymentPhase of(String number) {
    return Stream.of(values())
        .filter(phase -> Integer.toString(phase.number).equals(number))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("there is no phase " + number + ", only 1, 2, 3"));
  }

  public int number() {
    return number;
  }

  public String title() {
    return "phase " + number + ", " + name;
  }
}
