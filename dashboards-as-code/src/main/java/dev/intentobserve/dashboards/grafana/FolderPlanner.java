package dev.intentobserve.dashboards.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.intentobserve.dashboards.grafana.PlannedChange.GrafanaObject;
import java.util.List;

/** The folder that holds everything of ours. */
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
      return thing(title).plan(ChangeOutcome.UNCHANGED, List.of(), "");
    }
    return thing(settings.folderTitle()).plan(ChangeOutcome.CREATED, List.of(), this::create);
  }

  /** Uids of the dashboards in it. */
  List<String> dashboards() throws GrafanaException {
    return items("dash-db");
  }

  /** Deletes it if nothing is in it any more; Grafana would delete what is in it, too. */
  PlannedChange planDelete(boolean emptied) throws GrafanaException {
    GrafanaResponse there = http.get(path());
    GrafanaObject thing = thing(settings.folderTitle());
    if (there.missing()) {
      return thing.plan(ChangeOutcome.UNCHANGED, List.of(), "");
    }
    there.orThrow();
    if (!emptied || !items("dash-folder").isEmpty() || hasLibraryPanels()) {
      return thing.plan(ChangeOutcome.KEPT, List.of(), "there is something in it that is not ours");
    }
    return thing.plan(ChangeOutcome.DELETED, List.of(), this::delete);
  }

  private ChangeOutcome create() throws GrafanaException {
    JsonNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("uid", settings.folder())
            .put("title", settings.folderTitle());
    http.send("POST", FOLDERS, body).orThrow();
    return ChangeOutcome.CREATED;
  }

  private ChangeOutcome delete() throws GrafanaException {
    http.send("DELETE", path(), null).orThrow();
    return ChangeOutcome.DELETED;
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

  private GrafanaObject thing(String title) {
    return new GrafanaObject("folder", settings.folder(), title);
  }

  private String path() {
    return FOLDERS + "/" + settings.folder();
  }
}
