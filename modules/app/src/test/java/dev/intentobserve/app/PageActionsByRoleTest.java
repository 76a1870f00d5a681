package dev.intentobserve.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.intentobserve.app.config.ConfigParserTest;
import dev.intentobserve.model.Digests;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A page offers what the key of its viewer may do, and nothing that would be answered 403. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class PageActionsByRoleTest {
  private static final String ACTION = "action=\"/alerts/test\"";

  @TempDir static Path directory;

  @Test
  void pages_offerActionsToThoseWhoMayTakeThem() throws Exception {
    String yaml =
        "data_dir: '%s'\nhttp: {port: 0, metrics_port: 0}\nauth: {keys: [%s, %s]}\n"
            .formatted(directory, key("looker", "read"), key("boss", "admin"));
    try (Service service = new Service(ConfigParserTest.fromYaml(yaml));
        HttpClient client = HttpClient.newHttpClient()) {
      service.open(Map.of(), InstantSource.system());
      String address = "http://127.0.0.1:" + service.port() + "/alerts";
      assertThat(page(client, address, "boss")).contains(ACTION);
      assertThat(page(client, address, "looker"))
          .doesNotContain(ACTION)
          .contains("requires a key with the role <code>admin</code>");
    }
  }

  private static String key(String name, String role) {
    return "{name: %s, role: %s, key_sha256: '%s'}"
        .formatted(name, role, Digests.sha256(secret(name)));
  }

  private static String secret(String name) {
    return "the-key-of-" + name;
  }

  private static String page(HttpClient client, String address, String name) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address))
            .header("Authorization", "Bearer " + secret(name))
            .header("Accept", "text/html")
            .build();
    return client.send(request, BodyHandlers.ofString()).body();
  }
}
