package dev.intentobserve.app.planted.notification;

final class SharedName {}
