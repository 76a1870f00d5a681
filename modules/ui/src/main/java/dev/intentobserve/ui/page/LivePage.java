package dev.intentobserve.ui.page;

import dev.intentobserve.ui.component.Html;
import dev.intentobserve.ui.http.ApiReply;
import dev.intentobserve.ui.http.Href;
import dev.intentobserve.ui.http.PageRequest;
import dev.intentobserve.ui.live.LiveFragments;
import dev.intentobserve.ui.live.LiveNumbers;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/**
 * The first page: numbers, latest events, and what needs attention. Its heading is sent as soon as
 * the key is known to be accepted; the fragments follow when all of them are there.
 */
final class LivePage {
  private LivePage() {}

  static void mount(PageRouter routes) {
    routes.get("/", LivePage::show);
  }

  private static Future<PageView> show(PageRequest request) {
    Future<ApiReply> metrics = request.get(Href.of("/api/v1/metrics"));
    Future<Html> tiles = LiveFragments.of(metrics, LiveNumbers::counts);
    Future<Html> main = main(request, metrics, tiles);
    return tiles.map(
        allowed ->
            new PageView(
                200,
                "Live",
                "Live",
                Html.of((out, none) -> JteLiveHeadingGenerated.render(out, none)),
                main));
  }

  private static Future<Html> main(
      PageRequest request, Future<ApiReply> metrics, Future<Html> tiles) {
    Future<Html> progress = LiveFragments.importProgress(request);
    List<Future<Html>> cycles = LiveNumbers.cycleTimes(request);
    Future<Html> trust = LiveFragments.of(metrics, LiveNumbers::trust);
    Future<Html> events = LiveFragments.events(request);
    Future<Html> alerts = LiveFragments.activeAlerts(request);
    Future<Html> silent = LiveFragments.silentSources(request);
    Future<Html> stalled = LiveFragments.stalledTraces(request);
    Future<Html> approvals = LiveFragments.pendingApprovals(request);
    List<Future<Html>> all = new ArrayList<>(cycles);
    all.addAll(List.of(tiles, progress, trust, events, alerts, silent, stalled, approvals));
    return Future.all(all)
        .map(
            done ->
                Html.of(
                    (out, none) ->
                        JteLivePageGenerated.render(
                            out,
                            none,
                            tiles.result(),
                            progress.result(),
                            cycles.stream().map(Future::result).toList(),
                            trust.result(),
                            events.result(),
                            alerts.result(),
                            silent.result(),
                            stalled.result(),
                            approvals.result())));
  }
}
