package dev.intentobserve.cli.render;

import java.util.Set;

/** What trees and states are drawn with. */
public record TreeStyle(boolean unicode, boolean colour) {
  private static final Set<String> SUCCESS_STATES =
      Set.of("verified", "passed", "complete", "approved", "released", "evaluated", "ok");
  private static final Set<String> FAILURE_STATES =
      Set.of("failed", "escalated", "expired", "critical");
  private static final Set<String> BUSY_STATES =
      Set.of("started", "executing", "running", "open", "paused", "warning");

  String fork() {
    return unicode ? "├─ " : "|- ";
  }

  String corner() {
    return unicode ? "└─ " : "`- ";
  }

  String vertical() {
    return unicode ? "│  " : "|  ";
  }

  String arrow() {
    return unicode ? "→ " : "-> ";
  }

  String ellipsis() {
    return unicode ? "…" : "...";
  }

  String dot() {
    return unicode ? " · " : " - ";
  }

  /** Paints padded text by what the state means. */
  String state(String state, String padded) {
    if (SUCCESS_STATES.contains(state)) {
      return paint("32", padded);
    }
    if (FAILURE_STATES.contains(state)) {
      return paint("31", padded);
    }
    return BUSY_STATES.contains(state) ? paint("33", padded) : padded;
  }

  String strong(String text) {
    return paint("1", text);
  }

  String faint(String text) {
    return paint("2", text);
  }

  private String paint(String code, String text) {
    return colour && !text.isBlank() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
  }
}
