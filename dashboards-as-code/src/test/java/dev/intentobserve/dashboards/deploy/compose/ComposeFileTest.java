package dev.intentobserve.dashboards.deploy.compose;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.dashboards.deploy.Component;
import dev.intentobserve.dashboards.deploy.DeploymentFiles;
import dev.intentobserve.dashboards.deploy.Images;
import dev.intentobserve.dashboards.deploy.ParsedFile;
import dev.intentobserve.dashboards.output.GeneratedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ComposeFileTest {
  private static final ParsedFile COMPOSE =
      ParsedFile.yaml(DeploymentFiles.COMPOSE + "compose.yaml");
  private static final List<String> SERVICES = COMPOSE.keys("services");

  /** Made by people or by make deploy-phase2, or by another part of this program. */
  private static final List<String> MADE_ELSEWHERE =
      List.of("./secrets/", "./backups", "../../dashboards-as-code/generated/dashboards");

  private static ParsedFile service(String name) {
    return COMPOSE.under("services", name);
  }

  @Test
  void services_areThoseThatWereDecided() {
    List<String> names =
        new ArrayList<>(Stream.of(Component.values()).map(Component::host).toList());
    names.addAll(List.of("init-perms", "backup"));
    assertThat(SERVICES).containsExactlyInAnyOrderElementsOf(names);
    assertThat(COMPOSE.keys()).containsExactly("services", "volumes", "secrets");
  }

  @Test
  void images_arePinned() {
    for (String name : SERVICES) {
      String image =
          service(name).at("image").toString().replaceAll("^\\$\\{[A-Z_]+:-(.*)}$", "$1");
      assertThat(image).matches("[a-z/-]+:v?[0-9][0-9.]+[0-9](@sha256:[0-9a-f]{64})?");
    }
  }

  @Test
  void health_isCheckedOrTheReasonStated() {
    for (String name : SERVICES) {
      boolean reason =
          service(name).has("labels")
              && !service(name).at("labels", "intent-observe.no-healthcheck").toString().isBlank();
      assertThat(service(name).has("healthcheck")).as(name).isNotEqualTo(reason);
    }
  }

  @Test
  void memory_isLimitedAndFitsTheMachine() {
    int sum = 0;
    for (String name : SERVICES) {
      String limit = service(name).at("deploy", "resources", "limits", "memory").toString();
      assertThat(limit).matches("[0-9]+M");
      boolean runsForGood = service(name).at("restart").equals("unless-stopped");
      sum += runsForGood ? Integer.parseInt(limit.replace("M", "")) : 0;
    }
    assertThat(sum)
        .isEqualTo(Component.memoryOfAll())
        .isLessThan(Component.MACHINE_GIB * 1024 - 512);
    assertThat(ParsedFile.text(DeploymentFiles.COMPOSE + "compose.yaml")).contains(sum + " MiB");
  }

  @Test
  void document_statesTheSameSizes() throws IOException {
    String text =
        Files.readString(ParsedFile.project().resolve("docs/operations/deploy-phase2.md"));
    assertThat(text).contains("sum up to " + Component.memoryOfAll() + " MiB");
    for (Component part : Component.values()) {
      assertThat(text)
          .containsPattern("`" + part.host() + "` \\|[^|]*\\| " + part.memory() + " MiB");
    }
  }

  @Test
  void garbage_isCollectedBeforeTheLimit() {
    for (String name : List.of("otelcol", "tempo", "mimir", "loki", "grafana")) {
      int go = number(service(name).at("environment", "GOMEMLIMIT"));
      int limit = number(service(name).at("deploy", "resources", "limits", "memory"));
      assertThat(go).as(name).isBetween(limit / 2, limit * 9 / 10);
    }
  }

  private static int number(Object size) {
    return Integer.parseInt(size.toString().replaceAll("[^0-9]", ""));
  }

  @Test
  void ports_arePublishedOnLoopbackOnly() {
    for (String name : SERVICES) {
      if (service(name).has("ports")) {
        for (String port : service(name).texts("ports")) {
          assertThat(port)
              .matches("(127\\.0\\.0\\.1|\\$\\{OTLP_ADDRESS:-127\\.0\\.0\\.1}):\\d+:\\d+");
        }
      }
    }
    assertThat(service("postgres").has("ports")).isFalse();
  }

  @Test
  void secrets_standInNoFile() {
    Pattern secret =
        Pattern.compile("(?i)(password|token|secret|_key)\"?\\s*[:=]\\s*\"?[^\\s\"#{}$/\\[(|]+");
    for (GeneratedFile file : DeploymentFiles.all()) {
      if (!file.path().contains("otelcol")) {
        assertThat(secret.matcher(file.content()).results().map(r -> r.group()).toList())
            .as(file.path())
            .allMatch(found -> found.contains("_FILE") || found.endsWith("token") || known(found));
      }
    }
  }

  /** Names of secrets, not secrets. */
  private static boolean known(String found) {
    return found.matches("(?i).*(POSTGRES_PASSWORD_FILE|PASSWORD__FILE).*");
  }

  @Test
  void secrets_areUsedAndDeclared() {
    List<String> used =
        SERVICES.stream()
            .filter(name -> service(name).has("secrets"))
            .flatMap(name -> service(name).texts("secrets").stream())
            .distinct()
            .toList();
    assertThat(used).containsExactlyInAnyOrderElementsOf(COMPOSE.keys("secrets"));
    for (String name : used) {
      assertThat(COMPOSE.at("secrets", name, "file")).isEqualTo("./secrets/" + name);
    }
  }

  @Test
  void volumes_areUsedAndDeclared() {
    List<String> used =
        mounts().filter(mount -> !mount.startsWith(".") && !mount.startsWith("$")).toList();
    assertThat(used.stream().map(mount -> mount.replaceAll(":.*", "")).distinct())
        .containsExactlyInAnyOrderElementsOf(COMPOSE.keys("volumes"));
  }

  /** Named volumes lie where the image has a folder of the right owner, or init-perms sets it. */
  @Test
  void volumes_lieWhereTheirOwnersAre() {
    assertThat(mounts().filter(mount -> mount.matches("[a-z]+-(data|queue):.*")).sorted())
        .containsExactly(
            "alertmanager-data:/alertmanager",
            "grafana-data:/var/lib/grafana",
            "loki-data:/loki",
            "mimir-data:/data",
            "mimir-data:/mimir-data",
            "otelcol-queue:/otelcol-queue",
            "otelcol-queue:/var/lib/otelcol/queue",
            "postgres-data:/var/lib/postgresql/data",
            "tempo-data:/var/tempo");
    assertThat(Images.POSTGRES.tag()).as("18 keeps its data elsewhere").startsWith("17.");
  }

  @Test
  void mountedFiles_areInTheProject() {
    Path folder = ParsedFile.project().resolve(DeploymentFiles.COMPOSE);
    mounts()
        .map(mount -> mount.replaceAll("\\$\\{[A-Z_]+:-([^}]*)}", "$1").replaceAll(":.*", ""))
        .filter(source -> source.startsWith("."))
        .filter(source -> MADE_ELSEWHERE.stream().noneMatch(source::startsWith))
        .forEach(source -> assertThat(Files.exists(folder.resolve(source))).as(source).isTrue());
  }

  private static Stream<String> mounts() {
    return SERVICES.stream()
        .filter(name -> service(name).has("volumes"))
        .flatMap(name -> service(name).texts("volumes").stream());
  }

  @Test
  void profiles_areForWhatIsOptional() {
    for (String name : SERVICES) {
      assertThat(service(name).has("profiles")).as(name).isEqualTo(name.equals("backup"));
    }
  }

  @Test
  void service_listensWithKeysFromFiles() {
    ParsedFile env = service("intent-observe").under("environment");
    assertThat(env.at("INTENT_OBSERVE_HTTP_HOST")).isEqualTo("0.0.0.0");
    assertThat(env.at("INTENT_OBSERVE_DATABASE_PASSWORD_FILE")).isEqualTo("/run/secrets/postgres");
    for (int i = 0; i < 4; i++) {
      String role = List.of("ingest", "read", "admin", "metrics").get(i);
      assertThat(env.at("INTENT_OBSERVE_AUTH_KEYS_" + i + "_ROLE")).isEqualTo(role);
      assertThat(env.at("INTENT_OBSERVE_AUTH_KEYS_" + i + "_KEY_FILE"))
          .isEqualTo("/run/secrets/key_" + role);
    }
    assertThat(env.at("INTENT_OBSERVE_ALERTS_CHANNELS_0_KIND")).isEqualTo("alertmanager");
  }

  @Test
  void backends_areAskedToExpandVariables() {
    for (String name : List.of("tempo", "mimir", "loki")) {
      assertThat(service(name).texts("command")).contains("-config.expand-env=true");
    }
  }
}
