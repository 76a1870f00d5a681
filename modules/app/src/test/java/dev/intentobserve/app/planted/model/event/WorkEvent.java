package dev.intentobserve.app.planted.model.event;

public record WorkEvent(String eventId) {
  public static Builder builder() {
    return new Builder();
  }

  public static final class Builder {
    public WorkEvent build() {
      return new WorkEvent("");
    }
  }
}
