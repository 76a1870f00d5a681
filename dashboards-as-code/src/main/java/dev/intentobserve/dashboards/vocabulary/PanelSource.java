package dev.intentobserve.dashboards.vocabulary;

import static java.util.Objects.requireNonNull;

/**
 * Where the data of a panel come from.
 *
 * @param whenEmpty shown in the panel while there are no data: what would fill it
 * @param link to the data behind the panel
 */
public record PanelSource(String whenEmpty, PanelLink link) {
  public PanelSource {
    requireNonNull(whenEmpty, "whenEmpty");
    requireNonNull(link, "link");
  }
}
