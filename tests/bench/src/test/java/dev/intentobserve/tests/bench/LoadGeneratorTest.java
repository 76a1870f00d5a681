package dev.intentobserve.tests.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.intentobserve.tests.bench.LoadGenerator.OpenLoop;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoadGeneratorTest {
  private static final List<byte[]> BODIES =
      IntStream.range(1, 100).mapToObj(n -> new byte[] {(byte) n}).toList();

  private final Queue<Byte> sent = new ConcurrentLinkedQueue<>();

  @Test
  void closedLoop_sendsEveryBodyOnce() throws Exception {
    LoadGenerator.closedLoop(() -> sender(), 4, BODIES.iterator());
    assertAllSent();
  }

  @Test
  void openLoop_sendsEveryBodyOnce_andTimesEach() throws Exception {
    OpenLoop loop = LoadGenerator.openLoop(() -> sender(), 4, BODIES, 10_000);
    assertThat(loop.latencies().size() + loop.unsent()).isEqualTo(BODIES.size());
    assertThat(sent).hasSize(loop.latencies().size()).doesNotHaveDuplicates();
  }

  @Test
  void failureOfOneConnection_failsTheRun() {
    LoadGenerator.Target broken =
        () -> {
          throw new IOException("refused");
        };
    assertThatThrownBy(() -> LoadGenerator.closedLoop(broken, 4, BODIES.iterator()))
        .hasMessageContaining("refused");
  }

  private void assertAllSent() {
    assertThat(sent).hasSize(BODIES.size()).doesNotHaveDuplicates();
  }

  private LoadGenerator.Sender sender() {
    return new LoadGenerator.Sender() {
      @Override
      public void send(byte[] body) {
        sent.add(body[0]);
      }

      @Override
      public void close() {}
    };
  }
}
