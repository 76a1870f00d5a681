package dev.intentobserve.app.planted.store.sql;

/** Public only for the other packages of its module. */
public final class InternalType {}
