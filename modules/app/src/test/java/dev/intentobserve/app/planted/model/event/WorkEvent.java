package dev.intentobserve.app.planted.model.event;

public record WorkEvent(String eventId) implements WorkEventBuilder.With {}
