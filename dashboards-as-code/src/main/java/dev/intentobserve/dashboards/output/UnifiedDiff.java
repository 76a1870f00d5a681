package dev.intentobserve.dashboards.output;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.List;

/** Differences in the unified format, three lines around each change. */
public final class UnifiedDiff {
  private static final int CONTEXT = 3;

  private UnifiedDiff() {}

  /** From one text to another, under their names; empty when they are the same. */
  public static List<String> difference(String fromName, String from, String toName, String to) {
    List<String> before = from.lines().toList();
    return UnifiedDiffUtils.generateUnifiedDiff(
        fromName, toName, before, DiffUtils.diff(before, to.lines().toList()), CONTEXT);
  }
}
