package dev.intentobserve.model.entity;

/** How good news a state is. Colours on pages and terminals follow it. */
public enum Tone {
  GOOD,
  BAD,
  /** Needs attention. */
  WARN,
  /** Work goes on. */
  BUSY,
  PLAIN
}
