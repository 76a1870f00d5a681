package dev.intentobserve.app.planted.store;

public final class PublicHelper {}
