package dev.intentobserve.cli.client;

import dev.intentobserve.cli.render.JsonFields;
import dev.intentobserve.model.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a list, which is fetched page by page up to a limit. */
public final class ListQuery {
  private static final int PAGE = 1000;

  private final Map<String, String> parameters = new LinkedHashMap<>();

  public ListQuery with(String name, @Nullable String value) {
    if (value != null) {
      parameters.put(name, value);
    }
    return this;
  }

  public Map<String, String> parameters() {
    return parameters;
  }

  /**
   * Up to {@code limit} items as {@code {items, next_cursor}}, with the other fields of the last
   * page.
   */
  public Json.Fields collect(ServiceClient service, String path, int limit) {
    if (limit < 1) {
      throw CliException.usage("--limit must be at least 1");
    }
    List<Json> items = new ArrayList<>();
    Json next = Json.nothing();
    Map<String, Json> all = new LinkedHashMap<>();
    do {
      with("limit", String.valueOf(Math.min(PAGE, limit - items.size())));
      Json.Fields page = service.get(path, parameters);
      all.putAll(page.values());
      items.addAll(JsonFields.objects(page, "items"));
      next = page.get("next_cursor").orElse(Json.nothing());
      with("cursor", next.asText().orElse(null));
    } while (next instanceof Json.Text && items.size() < limit);
    all.put("items", new Json.Items(items));
    all.put("next_cursor", next);
    return new Json.Fields(all);
  }
}
