package dev.intentobserve.browser;

/** Every page there is, with an example of it that has something to show. */
enum Screen {
  TRACES("Traces") {
    @Override
    String path(Service service) {
      return "/traces";
    }
  },
  TRACE("Retry payments without hiding failures") {
    @Override
    String path(Service service) {
      return "/traces/" + service.intentId();
    }
  },
  HOSTILE_TRACE("window.hostile") {
    @Override
    String path(Service service) {
      return "/traces/" + Hostile.INTENT;
    }
  },
  EVENTS("Events") {
    @Override
    String path(Service service) {
      return "/events";
    }
  },
  EVENT("contract.verified") {
    @Override
    String path(Service service) throws Exception {
      return "/events/" + service.event("type=contract.verified");
    }
  },
  HOSTILE_EVENT("signal.created") {
    @Override
    String path(Service service) throws Exception {
      return "/events/" + service.event("type=signal.created&entity=signal:SIG-HOSTILE-0");
    }
  },
  ENTITY("A retry budget for every gateway") {
    @Override
    String path(Service service) {
      return "/entities/spec/" + service.entity("spec");
    }
  };

  private final String heading;

  Screen(String heading) {
    this.heading = heading;
  }

  abstract String path(Service service) throws Exception;

  /** A part of what the page is headed. */
  String heading() {
    return heading;
  }

  String fileName() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
