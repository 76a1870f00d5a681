package dev.intentobserve.notify;

import dev.intentobserve.contract.AlertStoreContract.Change;
import dev.intentobserve.contract.AlertStoreContract.Told;
import dev.intentobserve.event.Alert;
import dev.intentobserve.event.Silence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides which alerts that fire a channel is told of though nothing changed: those it never heard
 * of (the channel is new, or listens to less severe ones now), those whose silence is over, and
 * those it was told of long ago. An Alertmanager instead gets all it knows each time: it forgets
 * what nobody repeats, and repeats to people by itself.
 */
final class Reminders {
  private final int mostInOneMessage;
  private final Courier courier;
  private final boolean forgetful;
  private final Duration repeatInterval;

  /**
   * @param forgetful whether the receiver wants everything each time
   */
  Reminders(int mostInOneMessage, Courier courier, boolean forgetful, Duration repeatInterval) {
    this.mostInOneMessage = mostInOneMessage;
    this.courier = courier;
    this.forgetful = forgetful;
    this.repeatInterval = repeatInterval;
  }

  /**
   * What is due.
   *
   * @param kept is not written down: it says nothing new
   */
  record Due(List<Message> messages, List<Withheld> withheld, List<Message> kept) {}

  /**
   * Looks at what fires.
   *
   * @param cursor changes after it are news, not reminders
   */
  Due due(List<Change> firing, long cursor, Known known) {
    List<Change> due = new ArrayList<>();
    List<Withheld> withheld = new ArrayList<>();
    List<Change> kept = new ArrayList<>();
    for (Change change : firing) {
      Optional<Silence> silence = known.silence(change);
      if (silence.isPresent()) {
        if (change.number() <= cursor && courier.matters(change) && unheard(change, known)) {
          withheld.add(Withheld.by(silence.get(), change));
        }
      } else if (change.number() <= cursor && isDue(change, known)) {
        due.add(change);
      } else if (forgetful && known.believedFiring(change)) {
        kept.add(change);
      }
    }
    String occasion = "reminder " + known.now();
    return new Due(
        Message.group(due, mostInOneMessage, occasion),
        withheld,
        Message.group(kept, mostInOneMessage, occasion));
  }

  private boolean isDue(Change change, Known known) {
    return courier.matters(change)
        && (unheard(change, known)
            || known.firingWithheld(change)
            || (!forgetful && toldLongAgo(change, known)));
  }

  /** The last the channel heard is not that it fires, though it should know. */
  private boolean unheard(Change change, Known known) {
    Told last = known.last(change);
    return last == null || last.delivery().state() == Alert.State.RESOLVED;
  }

  private boolean toldLongAgo(Change change, Known known) {
    Told last = known.last(change);
    return last != null && !last.delivery().at().plus(repeatInterval).isAfter(known.now());
  }
}
