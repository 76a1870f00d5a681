package dev.intentobserve.app.planted.event;

public record WorkEvent(String eventId) {}
