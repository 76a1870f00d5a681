package dev.intentobserve.notification;

import dev.intentobserve.ports.AlertStorePorts.Delivery;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of sending one message.
 *
 * @param deliveries one for each alert of the message; all have the same outcome
 * @param finished false when the message must be sent again
 */
record DeliveryAttempt(List<Delivery> deliveries, boolean finished) {
  DeliveryAttempt {
    deliveries = List.copyOf(deliveries);
  }

  /** Status or error of the receiver. */
  @Nullable String detail() {
    return deliveries.getLast().detail();
  }
}
