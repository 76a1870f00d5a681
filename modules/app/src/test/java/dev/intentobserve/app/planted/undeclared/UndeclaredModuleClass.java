package dev.intentobserve.app.planted.undeclared;

final class UndeclaredModuleClass {}
