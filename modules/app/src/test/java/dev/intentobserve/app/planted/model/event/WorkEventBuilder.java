package dev.intentobserve.app.planted.model.event;

/** As it would be generated. */
public final class WorkEventBuilder {
  public WorkEvent build() {
    return new WorkEvent("");
  }

  public static With from(WorkEvent event) {
    return event;
  }

  public interface With {
    default WorkEvent withEventId(String eventId) {
      return new WorkEvent(eventId);
    }
  }
}
