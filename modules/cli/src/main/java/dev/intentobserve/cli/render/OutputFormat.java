package dev.intentobserve.cli.render;

/** How data is written to standard output. */
public enum OutputFormat {
  /** One indented document. */
  JSON,
  /** For people. */
  TEXT,
  /** One compact object per line. */
  NDJSON
}
