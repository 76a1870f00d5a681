package dev.intentobserve.app.planted.model;

import io.vertx.core.json.JsonObject;

record ModelTypeWithLibrary(JsonObject body) {}
