package dev.intentobserve.store.sql;

/**
 * How much one search reads for filters that no index answers. A search that reaches the limit
 * returns what it found and a cursor for the rest.
 *
 * @param rows the most rows
 * @param bytes roughly the most bytes of bodies; at least one event is always read
 */
public record ScanLimit(int rows, long bytes) {
  public ScanLimit {
    DatabaseConfig.requirePositive(rows, "scan_rows");
    DatabaseConfig.requirePositive(bytes, "scan_bytes");
  }
}
