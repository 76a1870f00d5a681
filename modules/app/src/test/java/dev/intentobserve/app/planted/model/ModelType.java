package dev.intentobserve.app.planted.model;

import java.time.Instant;

public record ModelType(String name, Instant at) {}
