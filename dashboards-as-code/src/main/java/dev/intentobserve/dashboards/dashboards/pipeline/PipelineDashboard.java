package dev.intentobserve.dashboards.dashboards.pipeline;

import dev.intentobserve.dashboards.vocabulary.Dashboard;

/** The service itself, in the order in which an event passes through it. */
public final class PipelineDashboard {
  private PipelineDashboard() {}

  public static Dashboard create() {
    return Dashboard.dashboard("pipeline", "Pipeline")
        .description(
            "The path of an event: received, stored, placed in traces and counted, exported, and"
                + " through the collector to the backends. Shows what is lost, late or rejected.")
        .tags("operations")
        .timeRange("now-6h", "30s")
        .variables(PipelineIngestPanels.RECEIVER, PipelineProcessPanels.INSTANCE)
        .row(
            "Ingest",
            PipelineIngestPanels.received(),
            PipelineIngestPanels.balance(),
            PipelineIngestPanels.outcome(),
            PipelineIngestPanels.refusals(),
            PipelineIngestPanels.busy(),
            PipelineIngestPanels.unknown(),
            PipelineIngestPanels.inFlight(),
            PipelineIngestPanels.tailLag(),
            PipelineIngestPanels.rewritten())
        .row(
            "Record and its readers",
            PipelineRecordPanels.head(),
            PipelineRecordPanels.deadLetters(),
            PipelineRecordPanels.lag(),
            PipelineRecordPanels.behind(),
            PipelineRecordPanels.live())
        .row(
            "Database",
            PipelineRecordPanels.append(),
            PipelineRecordPanels.rows(),
            PipelineRecordPanels.pool(),
            PipelineRecordPanels.waits())
        .row(
            "Export",
            PipelineExportPanels.up(),
            PipelineExportPanels.exported(),
            PipelineExportPanels.refused(),
            PipelineExportPanels.retries(),
            PipelineExportPanels.lag())
        .row(
            "Collector",
            PipelineExportPanels.queue(),
            PipelineExportPanels.sent(),
            PipelineExportPanels.failed(),
            PipelineExportPanels.turnedAway())
        .row(
            "Process",
            PipelineProcessPanels.scrapes(),
            PipelineProcessPanels.complete(),
            PipelineProcessPanels.overflow(),
            PipelineProcessPanels.heap(),
            PipelineProcessPanels.cpu(),
            PipelineProcessPanels.collection(),
            PipelineProcessPanels.threads());
  }
}
