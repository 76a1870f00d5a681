package dev.intentobserve.tests.bench;

import dev.intentobserve.testkit.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The peer of bulk ingest: the rows that the service stored, loaded by one COPY into the same table
 * with the same indexes, in a database of its own.
 *
 * @param tables bytes of the table with its indexes
 */
record CopyPeer(long rows, double seconds, long wal, long tables) {

  /** Drops {@code source}, so that the server has no work left with it. */
  static CopyPeer of(BenchServer server, TestPostgres.Database source) throws Exception {
    Path rows = Files.createTempFile("intent-observe-bench", ".copy");
    try {
      BenchServer.dump(source, rows);
      server.drop(source);
      TestPostgres.Database target = server.migrated();
      long before = BenchServer.tables(target);
      long wal = server.wal();
      long start = System.nanoTime();
      long copied = BenchServer.copy(target, rows);
      double seconds = (System.nanoTime() - start) / 1e9;
      long written = server.wal() - wal;
      CopyPeer peer = new CopyPeer(copied, seconds, written, BenchServer.tables(target) - before);
      server.drop(target);
      return peer;
    } finally {
      Files.delete(rows);
    }
  }

  double perSecond() {
    return rows / seconds;
  }
}
