package dev.intentobserve.tests.bench;

import dev.intentobserve.testkit.TestPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** B3: follows a file and exports it over OTLP, until everything has been delivered. */
final class TailScenario implements Scenario {
  /** One in so many of all events. */
  private static final int SHARE = 10;

  @Override
  public void run(Bench bench) throws Exception {
    Corpus corpus = bench.corpus(0, Math.max(1, bench.options().events() / SHARE));
    try (CorpusFile prepared = new CorpusFile(corpus)) {
      double rate = follow(bench, corpus, prepared.path());
      bench.progress().say("the peer: a plain adapter");
      double adapter = PlainAdapter.perSecond(corpus);
      bench.add("b3.rate", rate);
      bench.add("b3.adapter", adapter);
      bench.add("b3.ratio", rate / adapter);
    }
  }

  private static double follow(Bench bench, Corpus corpus, Path prepared) throws Exception {
    Path followed = prepared.resolveSibling(prepared.getFileName() + ".followed");
    TestPostgres.Database database = bench.server().empty();
    double seconds;
    try (OtlpSink sink = new OtlpSink();
        ServiceProcess service =
            ServiceProcess.start(
                database,
                Map.of(
                    "INTENT_OBSERVE_TAIL_FILES",
                    followed.toString(),
                    "OTEL_EXPORTER_OTLP_ENDPOINT",
                    sink.url()),
                List.of())) {
      bench.progress().say("following a file of %,d events".formatted(corpus.events()));
      long start = System.nanoTime();
      Files.move(prepared, followed, StandardCopyOption.ATOMIC_MOVE);
      Polling.until(
          "the delivery of every event",
          bench.deadline(corpus.events()),
          Polling.OFTEN,
          () -> {
            bench.progress().sometimes(() -> "%,d events delivered".formatted(sink.events()));
            return sink.events() >= corpus.events();
          });
      service.settled(bench.deadline(corpus.events()), bench.progress());
      seconds = (sink.lastReceived() - start) / 1e9;
      Scenario.requireStored(service, corpus.events(), corpus.repeats(), 0);
      Scenario.requirePlaced(service, corpus);
      CheckFailedException.require("events delivered as logs", corpus.events(), sink.events());
      // A cluster that is not promoted yet when its spans are sent is a trace of its own.
      CheckFailedException.requireAtLeast("traces delivered", corpus.intents(), sink.traces());
      bench.add("b3.spans", (double) sink.spans() / corpus.events());
    }
    Files.delete(followed);
    bench.server().drop(database);
    return corpus.events() / seconds;
  }
}
