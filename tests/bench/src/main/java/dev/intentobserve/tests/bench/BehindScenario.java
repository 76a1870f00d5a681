package dev.intentobserve.tests.bench;

import dev.intentobserve.store.sql.AdvisoryLocks;
import dev.intentobserve.testkit.TestPostgres;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/**
 * B1a: bulk ingest by a process that does not run the loops, because the bench holds the lock of
 * the leader: what is left is the ingest phase.
 */
final class BehindScenario implements Scenario {
  @Override
  public void run(Bench bench) throws Exception {
    Corpus corpus = bench.corpus(0, bench.options().events());
    TestPostgres.Database database = bench.server().empty();
    double seconds;
    try (Connection leader = DriverManager.getConnection(database.jdbcUrl())) {
      lead(leader);
      try (CorpusFile file = new CorpusFile(corpus);
          ServiceProcess service = ServiceProcess.start(database, Map.of(), List.of())) {
        EventSender sender = new EventSender(service, bench.progress());
        bench.progress().say("sending %,d events without loops".formatted(corpus.events()));
        seconds =
            LoadGenerator.closedLoop(
                sender, BulkScenario.CONNECTIONS, file.bodies(BulkScenario.BODY));
        sender.requireCounts(corpus.events(), corpus.repeats());
        Scenario.requireStored(service, corpus.events(), corpus.repeats(), sender.busy());
      }
    }
    CopyPeer copy = CopyPeer.of(bench.server(), database);
    CheckFailedException.require("rows of the peer", corpus.events(), copy.rows());
    double rate = corpus.events() / seconds;
    bench.add("b1a.rate", rate);
    bench.add("b1a.ratio", rate / copy.perSecond());
  }

  private static void lead(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(AdvisoryLocks.LEADERSHIP)) {
      answer.next();
      if (!answer.getBoolean("taken")) {
        throw new CheckFailedException("the lock of the leader is not free");
      }
    }
  }
}
