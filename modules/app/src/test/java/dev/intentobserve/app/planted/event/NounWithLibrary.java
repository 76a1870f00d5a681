package dev.intentobserve.app.planted.event;

import io.vertx.core.json.JsonObject;

record NounWithLibrary(JsonObject body) {}
