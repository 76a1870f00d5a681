package dev.intentobserve.tests.bench;

import dev.intentobserve.testkit.TestPostgres;
import dev.intentobserve.tests.bench.LoadGenerator.OpenLoop;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * B2: one event a request over 64 connections, as fast as possible and at fixed rates; beside
 * connections to PostgreSQL that commit single rows in the same way.
 */
final class SingleEventScenario implements Scenario {
  private static final int CONNECTIONS = 64;
  private static final int MOST = 20_000;
  private static final int[] RATES = {1_000, 5_000};

  /** An open loop lasts so long, and shorter where fewer events are wanted at all. */
  private static final int SECONDS = 8;

  @Override
  public void run(Bench bench) throws Exception {
    List<Corpus> sent = new ArrayList<>();
    TestPostgres.Database database = bench.server().empty();
    double rate;
    try (ServiceProcess service = ServiceProcess.start(database, Map.of(), List.of())) {
      Corpus corpus = bench.corpus(sent.size(), Math.min(MOST, bench.options().events()));
      EventSender sender = new EventSender(service, bench.progress());
      Iterator<byte[]> bodies = bodies(corpus).iterator();
      bench.progress().say("sending %,d events one by one".formatted(corpus.events()));
      double seconds = LoadGenerator.closedLoop(sender, CONNECTIONS, bodies);
      sender.requireCounts(corpus.events(), corpus.repeats());
      rate = (corpus.events() + corpus.repeats()) / seconds;
      sent.add(corpus);
      long busy = sender.busy();
      long unsent = 0;
      for (int perSecond : RATES) {
        service.settled(bench.deadline(bench.options().events()), bench.progress());
        Corpus next = bench.corpus(sent.size(), planned(bench, perSecond));
        EventSender open = new EventSender(service, bench.progress());
        unsent += openLoop(bench, open, next, perSecond);
        busy += open.busy();
        sent.add(next);
      }
      service.settled(bench.deadline(bench.options().events()), bench.progress());
      requireAll(service, sent, unsent, busy);
      bench.add("b2.busy", (double) busy);
    }
    bench.server().drop(database);
    peer(bench, sent.getFirst(), rate);
  }

  /** Returns how many events were not sent. */
  private static long openLoop(Bench bench, EventSender sender, Corpus corpus, int perSecond)
      throws Exception {
    List<byte[]> bodies = bodies(corpus);
    bench.progress().say("sending %,d events a second".formatted(perSecond));
    OpenLoop loop = LoadGenerator.openLoop(sender, CONNECTIONS, bodies, perSecond);
    sender.requireSum(loop.latencies().size());
    report(bench, "b2.open" + perSecond, loop);
    return loop.unsent();
  }

  private static void requireAll(ServiceProcess service, List<Corpus> sent, long unsent, long busy)
      throws Exception {
    long events = sent.stream().mapToLong(Corpus::events).sum();
    long repeats = sent.stream().mapToLong(Corpus::repeats).sum();
    if (unsent == 0) {
      Scenario.requireStored(service, events, repeats, busy);
      Scenario.requirePlaced(service, sent.toArray(Corpus[]::new));
    } else {
      long received = service.get("/api/v1/sources").at("/totals/received").asLong();
      long least = events + repeats - unsent;
      CheckFailedException.require(
          "received", busy == 0 ? least : Math.max(least, received), received);
      CheckFailedException.require("dead letters", 0, service.count("/api/v1/dead-letters"));
    }
  }

  private static long planned(Bench bench, int perSecond) {
    return Math.min((long) perSecond * SECONDS, bench.options().events());
  }

  private static void report(Bench bench, String prefix, OpenLoop loop) {
    Samples latencies = new Samples(loop.latencies());
    bench.add(prefix + ".p50", latencies.percentile(0.5));
    bench.add(prefix + ".p99", latencies.percentile(0.99));
    bench.add(prefix + ".unsent", (double) loop.unsent());
  }

  private static void peer(Bench bench, Corpus corpus, double rate) throws Exception {
    TestPostgres.Database database = bench.server().empty();
    RowCommits commits = new RowCommits(database);
    long rows = corpus.events() + corpus.repeats();
    bench.progress().say("the peer: commits of single rows");
    Iterator<byte[]> rowBodies = bodies(corpus).iterator();
    double peer = rows / LoadGenerator.closedLoop(commits, CONNECTIONS, rowBodies);
    commits.requireCount(rows);
    bench.add("b2.rate", rate);
    bench.add("b2.commits", peer);
    bench.add("b2.ratio", rate / peer);
    for (int perSecond : RATES) {
      List<byte[]> bodies = bodies(bench.corpus(0, planned(bench, perSecond)));
      report(
          bench,
          "b2.commits" + perSecond,
          LoadGenerator.openLoop(commits, CONNECTIONS, bodies, perSecond));
    }
    bench.server().drop(database);
  }

  private static List<byte[]> bodies(Corpus corpus) {
    List<byte[]> bodies = new ArrayList<>();
    corpus.bodies(1).forEachRemaining(bodies::add);
    return bodies;
  }
}
