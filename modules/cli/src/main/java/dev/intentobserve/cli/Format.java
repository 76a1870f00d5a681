package dev.intentobserve.cli;

/** How data is written to standard output. */
enum Format {
  /** One indented document. */
  JSON,
  /** For people. */
  TEXT,
  /** One compact object a line. */
  NDJSON
}
