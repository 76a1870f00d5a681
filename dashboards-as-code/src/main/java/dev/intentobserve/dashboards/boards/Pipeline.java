package dev.intentobserve.dashboards.boards;

import static dev.intentobserve.dashboards.vocabulary.Dashboard.dashboard;

import dev.intentobserve.dashboards.vocabulary.Dashboard;

/** Our own machinery, in the order an event passes through it. */
final class Pipeline {
  private Pipeline() {}

  static Dashboard board() {
    return dashboard("pipeline", "Pipeline")
        .says(
            "The way of an event: taken in, recorded, placed and counted, shipped, and through the"
                + " collector to the backends. What is lost, late or turned away shows here.")
        .tagged("operations")
        .shows("now-6h", "30s")
        .choose(PipelineIngest.DOOR, PipelineHouse.INSTANCE)
        .row(
            "Ingest",
            PipelineIngest.received(),
            PipelineIngest.balance(),
            PipelineIngest.outcome(),
            PipelineIngest.refusals(),
            PipelineIngest.busy(),
            PipelineIngest.unknown(),
            PipelineIngest.inFlight(),
            PipelineIngest.tailLag(),
            PipelineIngest.rewritten())
        .row(
            "Record and its readers",
            PipelineRecord.head(),
            PipelineRecord.deadLetters(),
            PipelineRecord.lag(),
            PipelineRecord.behind(),
            PipelineRecord.live())
        .row(
            "Database",
            PipelineRecord.append(),
            PipelineRecord.rows(),
            PipelineRecord.pool(),
            PipelineRecord.waits())
        .row(
            "Export",
            PipelineExport.up(),
            PipelineExport.exported(),
            PipelineExport.refused(),
            PipelineExport.retries(),
            PipelineExport.lag())
        .row(
            "Collector",
            PipelineExport.queue(),
            PipelineExport.sent(),
            PipelineExport.failed(),
            PipelineExport.turnedAway())
        .row(
            "Process",
            PipelineHouse.scrapes(),
            PipelineHouse.complete(),
            PipelineHouse.overflow(),
            PipelineHouse.heap(),
            PipelineHouse.cpu(),
            PipelineHouse.collection(),
            PipelineHouse.threads());
  }
}
