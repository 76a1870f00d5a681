package dev.intentobserve.cli.render;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sorts spans into the order of the tree. Every span appears exactly once, even if its parent is
 * missing or if it is its own ancestor.
 */
final class TraceTreeOrder {
  private static final int MAX_DEPTH = 60;

  /** A span with the lines drawn before it; {@code orphan} if its parent is missing. */
  record Line(String prefix, TraceSpan span, boolean orphan) {}

  private final TreeStyle style;
  private final Map<String, List<TraceSpan>> children = new HashMap<>();
  private final Set<TraceSpan> drawn = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<Line> lines = new ArrayList<>();

  private TraceTreeOrder(TreeStyle style) {
    this.style = style;
  }

  static List<Line> of(List<TraceSpan> spans, TreeStyle style) {
    TraceTreeOrder order = new TraceTreeOrder(style);
    for (TraceSpan span : spans) {
      order.children.computeIfAbsent(span.parentId(), id -> new ArrayList<>()).add(span);
    }
    for (TraceSpan root : order.children.getOrDefault("", List.of())) {
      order.draw(root, "", "", false, 0);
    }
    for (TraceSpan span : spans) {
      if (!order.drawn.contains(span)) {
        order.draw(span, "", "", true, 0);
      }
    }
    return order.lines;
  }

  private void draw(TraceSpan span, String prefix, String below, boolean orphan, int depth) {
    if (!drawn.add(span)) {
      return;
    }
    lines.add(new Line(prefix, span, orphan));
    if (depth == MAX_DEPTH) {
      return;
    }
    List<TraceSpan> next =
        children.getOrDefault(span.spanId(), List.of()).stream()
            .filter(child -> !drawn.contains(child))
            .toList();
    for (int i = 0; i < next.size(); i++) {
      boolean last = i == next.size() - 1;
      draw(
          next.get(i),
          below + (last ? style.glyph("└─ ", "`- ") : style.glyph("├─ ", "|- ")),
          below + (last ? "   " : style.glyph("│  ", "|  ")),
          false,
          depth + 1);
    }
  }
}
