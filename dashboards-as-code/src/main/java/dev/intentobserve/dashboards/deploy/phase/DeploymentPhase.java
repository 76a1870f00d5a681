package dev.intentobserve.dashboards.deploy.phase;

import java.util.stream.Stream;

/** One of the three deployments, as those who use it see it. */
enum DeploymentPhase {
  CLOUD(1, "Grafana Cloud"),
  COMPOSE(2, "one machine with Docker Compose"),
  CLUSTER(3, "a cluster with Helm");

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
  static DeploymentPhase of(String number) {
    return Stream.of(values())
        .filter(phase -> Integer.toString(phase.number).equals(number))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("there is no phase " + number + ", only 1, 2, 3"));
  }

  int number() {
    return number;
  }

  String title() {
    return "phase " + number + ", " + name;
  }
}
