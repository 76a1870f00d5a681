package dev.intentobserve.ingest;

import dev.intentobserve.ingest.bus.EventBusReceiver;
import dev.intentobserve.ingest.file.FileReceiver;
import dev.intentobserve.ingest.pipeline.IngestContext;
import dev.intentobserve.ports.Meters;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Starts the receivers that need no HTTP server: the event bus and the followed files. */
final class IngestVerticle extends VerticleBase {
  private final IngestConfig config;
  private final InstantSource clock;
  private final Meters meters;
  private @Nullable EventBusReceiver busReceiver;
  private List<FileReceiver> fileReceivers = List.of();

  IngestVerticle(IngestConfig config, InstantSource clock, Meters meters) {
    this.config = config;
    this.clock = clock;
    this.meters = meters;
  }

  @Override
  public Future<?> start() {
    IngestContext context = IngestContext.of(vertx, config.receivers(), clock, meters);
    EventBusReceiver receiver = new EventBusReceiver(context, config.busScope());
    busReceiver = receiver;
    return receiver
        .open()
        .onSuccess(
            open -> {
              fileReceivers =
                  config.files().stream().map(file -> fileReceiver(context, file)).toList();
              fileReceivers.forEach(FileReceiver::start);
            });
  }

  private FileReceiver fileReceiver(IngestContext context, IngestConfig.TailFile file) {
    return new FileReceiver(context, file.path(), file.scope(), config.pollInterval());
  }

  /** Completes when everything in flight has been answered. */
  @Override
  public Future<?> stop() {
    List<Future<Void>> ends =
        new ArrayList<>(fileReceivers.stream().map(FileReceiver::stop).toList());
    if (busReceiver != null) {
      ends.add(busReceiver.close());
    }
    return Future.join(ends);
  }
}
