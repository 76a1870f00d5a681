package dev.intentobserve.tests.deploy.chart;

import static java.util.stream.Collectors.toSet;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.intentobserve.dashboards.deploy.Images;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What every pod and container must have so that a break-in does not get far. */
final class HardeningRules {
  private static final Set<String> IMAGES =
      Stream.of(
              Images.INTENT_OBSERVE,
              Images.COLLECTOR,
              Images.TEMPO,
              Images.MIMIR,
              Images.LOKI,
              Images.GRAFANA,
              Images.ALERTMANAGER,
              Images.POSTGRES,
              Images.BUSYBOX)
          .map(Images::reference)
          .collect(toSet());

  private final Manifest workload;
  private final List<String> complaints = new ArrayList<>();

  private HardeningRules(Manifest workload) {
    this.workload = workload;
  }

  static List<String> complaints(Manifest workload) {
    HardeningRules hardening = new HardeningRules(workload);
    hardening.pod();
    workload.containers().forEach(hardening::container);
    return hardening.complaints;
  }

  private void pod() {
    JsonObject pod = workload.pod();
    require(is(pod, "automountServiceAccountToken", "false"), "mounts a token");
    require(is(pod, "enableServiceLinks", "false"), "gets variables of services");
    require(is(pod, "securityContext.runAsNonRoot", "true"), "may run as root");
    require(is(pod, "securityContext.seccompProfile.type", "RuntimeDefault"), "has no seccomp");
    for (String id : List.of("runAsUser", "runAsGroup", "fsGroup")) {
      long number = number(pod, "securityContext." + id);
      require(number > 0, "has no " + id);
    }
    for (String host : List.of("hostNetwork", "hostPID", "hostIPC")) {
      require(!pod.has(host), "has " + host);
    }
    require(Manifest.find(pod, "volumes[].hostPath").findAny().isEmpty(), "sees the host's files");
  }

  private void container(JsonObject container) {
    require(is(container, "securityContext.runAsNonRoot", "true"), "may run as root");
    require(is(container, "securityContext.readOnlyRootFilesystem", "true"), "may write");
    require(is(container, "securityContext.allowPrivilegeEscalation", "false"), "may escalate");
    require(
        Manifest.find(container, "securityContext.capabilities.drop[]")
            .anyMatch(drop -> drop.getAsString().equals("ALL")),
        "keeps capabilities");
    require(Manifest.find(container, "resources.limits.memory").findAny().isPresent(), "no limit");
    require(
        Manifest.find(container, "resources.requests.memory").findAny().isPresent(), "no request");
    require(
        Manifest.find(container, "volumeMounts[].mountPath").anyMatch(is("/tmp")), "has no /tmp");
    require(
        IMAGES.contains(container.get("image").getAsString()), "runs " + container.get("image"));
    if (!workload.kind().equals("Pod")) {
      for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
        require(container.has(probe), "has no " + probe);
      }
    }
  }

  private static java.util.function.Predicate<JsonElement> is(String text) {
    return element -> element.getAsString().equals(text);
  }

  private static boolean is(JsonObject from, String path, String text) {
    return Manifest.find(from, path).anyMatch(is(text));
  }

  private static long number(JsonObject from, String path) {
    return Manifest.find(from, path).findFirst().map(JsonElement::getAsLong).orElse(0L);
  }

  private void require(boolean fine, String complaint) {
    if (!fine) {
      complaints.add(workload + " " + complaint);
    }
  }
}
