package dev.intentobserve.app.planted.export;

final class SharedName {}
