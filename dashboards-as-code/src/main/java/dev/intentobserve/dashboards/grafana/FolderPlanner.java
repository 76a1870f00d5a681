package dev.intentobserve.dashboards.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.intentobserve.dashboards.grafana.PlannedChange.GrafanaResource;
import java.util.List;

/** Plans the folder for everything that we push. */
final class FolderPlanner {
  private static final String FOLDERS = "/api/folders";
  private static final int MOST = 5000;

  private final GrafanaSettings settings;
  private final GrafanaClient http;

  FolderPlanner(GrafanaSettings settings, GrafanaClient http) {
    this.settings = settings;
    this.http = http;
  }

  PlannedChange plan() throws GrafanaException {
    GrafanaResponse there = http.get(path());
    if (!there.missing()) {
      String title = there.orThrow().path("title").asText(settings.folder());
      return resource(title).unchanged("");
    }
    JsonNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("uid", settings.folder())
            .put("title", settings.folderTitle());
    return resource(settings.folderTitle())
        .plan(ChangeOutcome.CREATED, List.of(), http.change("POST", FOLDERS, body));
  }

  List<String> dashboards() throws GrafanaException {
    return items("dash-db");
  }

  /** Deletes it only if it is empty, because Grafana would also delete its content. */
  PlannedChange planDelete(boolean emptied) throws GrafanaException {
    GrafanaResponse there = http.get(path());
    GrafanaResource resource = resource(settings.folderTitle());
    if (there.missing()) {
      return resource.unchanged("");
    }
    there.orThrow();
    if (!emptied || !items("dash-folder").isEmpty() || hasLibraryPanels()) {
      return resource.kept("it contains resources that we did not push");
    }
    return resource.delete(http.change("DELETE", path(), null));
  }

  private List<String> items(String type) throws GrafanaException {
    GrafanaResponse answer =
        http.get(
            "/api/search?folderUIDs=" + settings.folder() + "&type=" + type + "&limit=" + MOST);
    return answer.orThrow().findValuesAsText("uid");
  }

  private boolean hasLibraryPanels() throws GrafanaException {
    GrafanaResponse answer =
        http.get("/api/library-elements?perPage=1&folderFilterUIDs=" + settings.folder());
    return answer.orThrow().path("result").path("totalCount").asInt() > 0;
  }

  private GrafanaResource resource(String title) {
    return new GrafanaResource("folder", settings.folder(), title);
  }

  private String path() {
    return FOLDERS + "/" + settings.folder();
  }
}
