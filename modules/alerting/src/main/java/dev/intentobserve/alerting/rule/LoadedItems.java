package dev.intentobserve.alerting.rule;

import java.util.ArrayList;
import java.util.List;

/**
 * Items of a list that is read page by page.
 *
 * @param complete false when reading stopped at the page limit
 */
record LoadedItems<T>(List<T> items, boolean complete) {
  LoadedItems {
    items = List.copyOf(items);
  }

  static <T> LoadedItems<T> all(List<T> items) {
    return new LoadedItems<>(items, true);
  }

  LoadedItems<T> plus(LoadedItems<T> others) {
    List<T> both = new ArrayList<>(items);
    both.addAll(others.items());
    return new LoadedItems<>(both, complete && others.complete());
  }
}
