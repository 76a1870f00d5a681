package dev.intentobserve.notify;

import dev.intentobserve.contract.AlertStoreContract.Change;
import dev.intentobserve.contract.AlertStoreContract.Told;
import dev.intentobserve.contract.StoreContract.Scoped;
import dev.intentobserve.event.Alert;
import dev.intentobserve.event.Severity;
import dev.intentobserve.event.Silence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Decides what one channel is told of a page of changes. Of each alert its last change in the page
 * counts: one that fired and was resolved within is told as resolved, with both times. What the
 * channel knows already is not told again, nor is a change of words or figures while an alert goes
 * on firing as severely as before.
 */
final class Courier {
  private final int mostInOneMessage;
  private final Severity minSeverity;
  private final Duration groupWait;

  Courier(int mostInOneMessage, Severity minSeverity, Duration groupWait) {
    this.mostInOneMessage = mostInOneMessage;
    this.minSeverity = minSeverity;
    this.groupWait = groupWait;
  }

  /**
   * What is to be done.
   *
   * @param notBefore until then others may join
   */
  record Plan(Instant notBefore, List<Message> messages, List<Withheld> withheld) {}

  /**
   * Plans a page.
   *
   * @param full whether more changes wait behind it: then nobody waits for others to join
   */
  Plan plan(List<Change> page, boolean full, Known known) {
    List<Change> news = new ArrayList<>();
    List<Withheld> withheld = new ArrayList<>();
    for (Change change : lastOfEach(page)) {
      if (isNews(change, known)) {
        Optional<Silence> silence = known.silence(change);
        if (silence.isEmpty()) {
          news.add(change);
        } else if (!withheldAsItIs(change, known)) {
          withheld.add(Withheld.by(silence.get(), change));
        }
      }
    }
    Instant first = news.stream().map(Change::at).min(Instant::compareTo).orElse(Instant.EPOCH);
    return new Plan(
        full ? Instant.EPOCH : first.plus(groupWait),
        Message.group(news, mostInOneMessage, ""),
        withheld);
  }

  /** By number; those that nobody need hear of are passed over, and hide nothing. */
  private static List<Change> lastOfEach(List<Change> page) {
    Map<Scoped<String>, Change> last = new LinkedHashMap<>();
    for (Change change : page) {
      if (change.alert().state() != Alert.State.PENDING && change.alert().fired() != null) {
        last.remove(Known.key(change));
        last.put(Known.key(change), change);
      }
    }
    return List.copyOf(last.values());
  }

  private boolean isNews(Change change, Known known) {
    Told last = known.last(change);
    if (last != null && last.delivery().change() >= change.scopeNumber()) {
      return false;
    }
    if (last == null || !known.heardFiring(change)) {
      return matters(change);
    }
    return resolved(change) || differs(last.as(), change.alert());
  }

  private static boolean withheldAsItIs(Change change, Known known) {
    Told last = known.last(change);
    return last != null
        && known.firingWithheld(change)
        && !resolved(change)
        && !differs(last.as(), change.alert());
  }

  boolean matters(Change change) {
    return change.alert().severity().compareTo(minSeverity) >= 0;
  }

  private static boolean differs(Alert told, Alert now) {
    return told.severity() != now.severity() || !Objects.equals(told.fired(), now.fired());
  }

  private static boolean resolved(Change change) {
    return change.alert().state() == Alert.State.RESOLVED;
  }
}
