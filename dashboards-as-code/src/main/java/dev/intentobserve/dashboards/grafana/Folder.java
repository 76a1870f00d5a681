package dev.intentobserve.dashboards.grafana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.intentobserve.dashboards.grafana.Plan.Thing;
import java.util.List;

/** The folder that holds everything of ours. */
final class Folder {
  private static final String FOLDERS = "/api/folders";
  private static final int MOST = 5000;

  private final Settings settings;
  private final Http http;

  Folder(Settings settings, Http http) {
    this.settings = settings;
    this.http = http;
  }

  Plan plan() throws Problem {
    Answer there = http.get(path());
    if (!there.missing()) {
      String title = there.orThrow().path("title").asText(settings.folder());
      return thing(title).plan(Outcome.UNCHANGED, List.of(), "");
    }
    return thing(settings.folderTitle()).plan(Outcome.CREATED, List.of(), this::create);
  }

  /** Uids of the dashboards in it. */
  List<String> dashboards() throws Problem {
    return items("dash-db");
  }

  /** Deletes it if nothing is in it any more; Grafana would delete what is in it, too. */
  Plan planDelete(boolean emptied) throws Problem {
    Answer there = http.get(path());
    Thing thing = thing(settings.folderTitle());
    if (there.missing()) {
      return thing.plan(Outcome.UNCHANGED, List.of(), "");
    }
    there.orThrow();
    if (!emptied || !items("dash-folder").isEmpty() || hasLibraryPanels()) {
      return thing.plan(Outcome.KEPT, List.of(), "there is something in it that is not ours");
    }
    return thing.plan(Outcome.DELETED, List.of(), this::delete);
  }

  private Outcome create() throws Problem {
    JsonNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("uid", settings.folder())
            .put("title", settings.folderTitle());
    http.send("POST", FOLDERS, body).orThrow();
    return Outcome.CREATED;
  }

  private Outcome delete() throws Problem {
    http.send("DELETE", path(), null).orThrow();
    return Outcome.DELETED;
  }

  private List<String> items(String type) throws Problem {
    Answer answer =
        http.get(
            "/api/search?folderUIDs=" + settings.folder() + "&type=" + type + "&limit=" + MOST);
    return answer.orThrow().findValuesAsText("uid");
  }

  private boolean hasLibraryPanels() throws Problem {
    Answer answer =
        http.get("/api/library-elements?perPage=1&folderFilterUIDs=" + settings.folder());
    return answer.orThrow().path("result").path("totalCount").asInt() > 0;
  }

  private Thing thing(String title) {
    return new Thing("folder", settings.folder(), title);
  }

  private String path() {
    return FOLDERS + "/" + settings.folder();
  }
}
