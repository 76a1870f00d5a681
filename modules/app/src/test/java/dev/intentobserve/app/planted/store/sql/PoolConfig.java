package dev.intentobserve.app.planted.store.sql;

public record PoolConfig(int size) {}
