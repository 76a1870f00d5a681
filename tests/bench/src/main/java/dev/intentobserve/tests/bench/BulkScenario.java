package dev.intentobserve.tests.bench;

import dev.intentobserve.testkit.TestPostgres;
import dev.intentobserve.tests.bench.BenchOptions.Part;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;

/**
 * B1, B1b and B6: 500 events a request, until they are stored, and until they are placed, summed up
 * and counted. B5 reads what is there then.
 */
final class BulkScenario implements Scenario {
  static final int BODY = 500;
  static final int CONNECTIONS = 6;

  @Override
  public void run(Bench bench) throws Exception {
    Corpus corpus = bench.corpus(0, bench.options().events());
    TestPostgres.Database database = bench.server().empty();
    Profile profile = Profile.start(bench);
    Outcome outcome;
    long added = 0;
    try (CorpusFile file = new CorpusFile(corpus);
        ServiceProcess service = ServiceProcess.start(database, Map.of(), profile.jvmOptions())) {
      outcome = measure(bench, database, service, corpus, file.bodies(BODY));
      profile.read(service);
      Scenario.requireStored(service, corpus.events(), corpus.repeats(), outcome.busy());
      Scenario.requirePlaced(service, corpus);
      if (bench.options().runs(Part.B5)) {
        added = new ReadScenario(bench, service, corpus).run();
      }
    }
    if (bench.options().runs(Part.B1, Part.B6)) {
      bench.progress().say("the peer: one COPY");
      CopyPeer copy = CopyPeer.of(bench.server(), database);
      CheckFailedException.require("rows of the peer", corpus.events() + added, copy.rows());
      report(bench, corpus, outcome, copy);
    } else {
      bench.server().drop(database);
    }
  }

  /** Seconds from the first request on, and requests that were sent again. */
  private record Outcome(double stored, double settled, long busy) {}

  private static Outcome measure(
      Bench bench,
      TestPostgres.Database database,
      ServiceProcess service,
      Corpus corpus,
      Iterator<byte[]> bodies)
      throws Exception {
    bench.add("rss.idle", CpuTime.megabytes(service.pid(), "VmRSS"));
    long size = BenchServer.size(database);
    long wal = bench.server().wal();
    Duration java = CpuTime.ofProcess(service.pid());
    Duration postgres = bench.server().cpu();
    EventSender sender = new EventSender(service, bench.progress());
    bench.progress().say("sending %,d events".formatted(corpus.events()));
    long start = System.nanoTime();
    double stored = LoadGenerator.closedLoop(sender, CONNECTIONS, bodies);
    sender.requireCounts(corpus.events(), corpus.repeats());
    bench.progress().say("stored");
    long settled = service.settled(bench.deadline(corpus.events()), bench.progress());
    bench.progress().say("placed, summed up and counted");
    double events = (double) corpus.events();
    double javaCpu = micros(CpuTime.ofProcess(service.pid()).minus(java)) / events;
    double postgresCpu = micros(bench.server().cpu().minus(postgres)) / events;
    bench.add("cpu.java", javaCpu);
    bench.add("cpu.postgres", postgresCpu);
    bench.add("cpu.total", javaCpu + postgresCpu);
    bench.add("disk.tables", kilobytes(BenchServer.tables(database)) / events);
    bench.add("disk.database", kilobytes(BenchServer.size(database) - size) / events);
    bench.add("disk.wal", kilobytes(bench.server().wal() - wal) / events);
    bench.add("rss.load", CpuTime.megabytes(service.pid(), "VmHWM"));
    bench.add("b1.busy", (double) sender.busy());
    return new Outcome(stored, (settled - start) / 1e9, sender.busy());
  }

  private static double micros(Duration duration) {
    return duration.toNanos() / 1e3;
  }

  private static double kilobytes(long bytes) {
    return bytes / 1024.0;
  }

  private static void report(Bench bench, Corpus corpus, Outcome outcome, CopyPeer copy)
      throws IOException {
    double stored = corpus.events() / outcome.stored();
    double settled = corpus.events() / outcome.settled();
    bench.add("copy.rate", copy.perSecond());
    bench.add("b1.rate", stored);
    bench.add("b1.ratio", stored / copy.perSecond());
    bench.add("b1b.rate", settled);
    bench.add("b1b.ratio", settled / copy.perSecond());
    bench.progress().say("the peer: a plain adapter");
    bench.add("b1b.adapter", settled / PlainAdapter.perSecond(corpus));
    bench.add("copy.tables", kilobytes(copy.tables()) / copy.rows());
    bench.add("copy.wal", kilobytes(copy.wal()) / copy.rows());
  }
}
