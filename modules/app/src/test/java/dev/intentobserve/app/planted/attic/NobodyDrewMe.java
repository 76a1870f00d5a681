package dev.intentobserve.app.planted.attic;

final class NobodyDrewMe {}
