package dev.intentobserve.app.planted.trace;

public record TraceConfig(int pageSize) {}
