package dev.intentobserve.dashboards.grafana;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A project with generated files, and the command that pushes them. */
final class PushRun {
  /** What came of one call. */
  record Result(int exitCode, List<String> out, String err) {
    /** Lines that tell of one thing each; the rest is differences. */
    List<String> lines() {
      return out.stream().filter(line -> line.matches("[a-z][a-z-]+  .*")).toList();
    }
  }

  private final Path root;
  final Map<String, String> environment = new HashMap<>();
  final List<Duration> slept = new ArrayList<>();

  PushRun(Path root, String url) throws IOException {
    this.root = root;
    write("dashboards-as-code/pom.xml", "<project/>");
    environment.put("GRAFANA_URL", url + "/");
    environment.put("GRAFANA_TOKEN", FakeGrafana.TOKEN);
  }

  void dashboard(String uid, String title) throws IOException {
    write(
        GeneratedResources.DASHBOARDS + "/" + uid + ".json",
        "{\"id\":null,\"uid\":\"%s\",\"title\":\"%s\",\"panels\":[]}".formatted(uid, title));
  }

  void group(String title, String rule, String duration) throws IOException {
    write(
        GeneratedResources.ALERTING + "/" + title + ".json",
        """
        {"title":"%s","folderUid":"intent-observe","interval":60,"rules":[{"orgID":1,"uid":"%s","title":"%s fires",
         "condition":"A","for":"%s","labels":{},"annotations":{"summary":"it is {{ $labels.job }}"},
         "data":[{"refId":"A","datasourceUid":"mimir","relativeTimeRange":{"from":600,"to":0},
           "model":{"refId":"A","expr":"up == 0","datasource":{"type":"prometheus","uid":"mimir"}}},
          {"refId":"C","datasourceUid":"__expr__","model":{"refId":"C","type":"threshold"}}]}]}
        """
            .formatted(title, rule, rule, duration));
  }

  void notifications(String secret) throws IOException {
    write(
        GeneratedResources.ALERTING + "/contact-points.json",
        "[{\"uid\":\"ops\",\"name\":\"ops\",\"type\":\"webhook\",\"settings\":{\"url\":\"%s\"}}]"
            .formatted(secret));
    write(
        GeneratedResources.ALERTING + "/policies.json",
        "{\"receiver\":\"ops\",\"group_by\":[\"alertname\"],\"routes\":[]}");
  }

  void write(String path, String content) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  void delete(String path) throws IOException {
    Files.delete(root.resolve(path));
  }

  Result push() throws IOException {
    return run("push");
  }

  Result run(String verb, String... more) throws IOException {
    List<String> args = new ArrayList<>(List.of(verb));
    args.addAll(List.of(more));
    args.add(root.toString());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    GrafanaCommand command = new GrafanaCommand(environment, print(out), print(err), slept::add);
    int exitCode = command.run(args);
    return new Result(exitCode, out.toString(UTF_8).lines().toList(), err.toString(UTF_8));
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, UTF_8);
  }
}
