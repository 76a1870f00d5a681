package dev.intentobserve.tests.bench;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Sends bodies over several connections, to the service as to its peer. */
final class LoadGenerator {
  private static final byte[] END = {};

  private LoadGenerator() {}

  /** One connection. */
  interface Sender extends AutoCloseable {
    /** Returns when what was sent is durable. */
    void send(byte[] body) throws Exception;
  }

  /** Opens a connection. */
  interface Target {
    Sender connect() throws Exception;
  }

  private interface Worker {
    void run(Sender sender) throws Exception;
  }

  /**
   * The outcome of an open loop.
   *
   * @param latencies in milliseconds, each from the moment at which the request was due
   * @param unsent requests that were not sent before the run was given up
   */
  record OpenLoop(List<Double> latencies, long unsent) {}

  /** Sends each body as soon as a connection is free; returns the seconds it took. */
  static double closedLoop(Target target, int connections, Iterator<byte[]> bodies)
      throws Exception {
    long start = System.nanoTime();
    parallel(
        target,
        connections,
        sender -> {
          for (byte[] body = next(bodies); body.length > 0; body = next(bodies)) {
            sender.send(body);
          }
        });
    return (System.nanoTime() - start) / 1e9;
  }

  private static byte[] next(Iterator<byte[]> bodies) {
    synchronized (bodies) {
      return bodies.hasNext() ? bodies.next() : END;
    }
  }

  /**
   * Sends each body when it is due, whether or not earlier ones were answered; a connection that is
   * late sends at once. Given up after twice the time that was planned.
   */
  static OpenLoop openLoop(Target target, int connections, List<byte[]> bodies, int perSecond)
      throws Exception {
    AtomicInteger next = new AtomicInteger();
    List<Double> latencies = new ArrayList<>(bodies.size());
    long start = System.nanoTime() + 200_000_000L;
    long interval = 1_000_000_000L / perSecond;
    long end = start + 2 * interval * bodies.size();
    parallel(
        target,
        connections,
        sender -> {
          List<Double> own = new ArrayList<>();
          while (System.nanoTime() < end) {
            int index = next.getAndIncrement();
            if (index >= bodies.size()) {
              break;
            }
            long due = start + index * interval;
            Polling.untilNanos(due);
            sender.send(bodies.get(index));
            own.add((System.nanoTime() - due) / 1e6);
          }
          synchronized (latencies) {
            latencies.addAll(own);
          }
        });
    return new OpenLoop(latencies, bodies.size() - latencies.size());
  }

  /** Each connection in a thread of its own; fails when one of them does. */
  private static void parallel(Target target, int connections, Worker worker) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        all.add(
            threads.submit(
                () -> {
                  try (Sender sender = target.connect()) {
                    worker.run(sender);
                  }
                  return null;
                }));
      }
      for (Future<?> one : all) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
