package dev.intentobserve.app.planted.alerting.crowded;

final class One {}
