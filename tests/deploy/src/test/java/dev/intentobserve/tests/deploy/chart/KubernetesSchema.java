package dev.intentobserve.tests.deploy.chart;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import io.kubernetes.client.openapi.JSON;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1Ingress;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1Pod;
import io.kubernetes.client.openapi.models.V1PodDisruptionBudget;
import io.kubernetes.client.openapi.models.V1Secret;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1ServiceAccount;
import io.kubernetes.client.openapi.models.V1StatefulSet;
import io.kubernetes.client.openapi.models.V2HorizontalPodAutoscaler;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the API server would say of an object: no field it does not know, no value of another type.
 */
final class KubernetesSchema {
  private static final Map<String, Class<?>> KNOWN =
      Map.ofEntries(
          Map.entry("apps/v1 Deployment", V1Deployment.class),
          Map.entry("apps/v1 StatefulSet", V1StatefulSet.class),
          Map.entry("autoscaling/v2 HorizontalPodAutoscaler", V2HorizontalPodAutoscaler.class),
          Map.entry("networking.k8s.io/v1 Ingress", V1Ingress.class),
          Map.entry("networking.k8s.io/v1 NetworkPolicy", V1NetworkPolicy.class),
          Map.entry("policy/v1 PodDisruptionBudget", V1PodDisruptionBudget.class),
          Map.entry("v1 ConfigMap", V1ConfigMap.class),
          Map.entry("v1 Pod", V1Pod.class),
          Map.entry("v1 Secret", V1Secret.class),
          Map.entry("v1 Service", V1Service.class),
          Map.entry("v1 ServiceAccount", V1ServiceAccount.class));

  /** Texts by contract: a number there is refused by the server, but not by the model. */
  private static final Pattern TEXT =
      Pattern.compile(
          ".*[.](labels|annotations|matchLabels|nodeSelector|data|stringData)[.].+"
              + "|.*[.]env\\[][.](name|value)|.*[.](args|command)\\[]");

  private KubernetesSchema() {}

  static boolean knows(Manifest manifest) {
    return KNOWN.containsKey(id(manifest));
  }

  static List<String> complaints(Manifest manifest) {
    List<String> complaints = new ArrayList<>();
    Class<?> model = KNOWN.get(id(manifest));
    try {
      new JSON();
      model.getMethod("validateJsonElement", JsonElement.class).invoke(null, manifest.json());
      JSON.getGson().fromJson(manifest.json(), model);
    } catch (InvocationTargetException e) {
      complaints.add(manifest + ": " + e.getCause().getMessage());
    } catch (JsonParseException | NumberFormatException e) {
      complaints.add(manifest + ": " + e.getMessage());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
    Manifest.walk(
        "", manifest.json(), (path, value) -> requireText(manifest, path, value, complaints));
    return complaints;
  }

  private static void requireText(
      Manifest manifest, String path, JsonElement value, List<String> complaints) {
    boolean text = value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
    if (TEXT.matcher(path).matches() && !text) {
      complaints.add(manifest + path + ": " + value + " is no text");
    }
    if (value.isJsonNull()) {
      complaints.add(manifest + path + ": is null");
    }
  }

  private static String id(Manifest manifest) {
    return manifest.json().get("apiVersion").getAsString() + " " + manifest.kind();
  }
}
