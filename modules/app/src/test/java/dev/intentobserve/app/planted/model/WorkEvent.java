package dev.intentobserve.app.planted.model;

public record WorkEvent(String eventId) {}
