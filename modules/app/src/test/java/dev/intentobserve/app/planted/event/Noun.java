package dev.intentobserve.app.planted.event;

import java.time.Instant;

public record Noun(String name, Instant at) {}
