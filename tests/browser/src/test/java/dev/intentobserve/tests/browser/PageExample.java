package dev.intentobserve.tests.browser;

/** Every page, with an example of it that is not empty. */
enum PageExample {
  LIVE("Live") {
    @Override
    String path(PackagedService service) throws Exception {
      return "/";
    }
  },
  METRIC("intent.signals.total") {
    @Override
    String path(PackagedService service) throws Exception {
      return "/metric/intent.signals.total/events";
    }
  },
  TRACES("Traces") {
    @Override
    String path(PackagedService service) throws Exception {
      return "/traces";
    }
  },
  TRACE("Retry payments without hiding failures") {
    @Override
    String path(PackagedService service) throws Exception {
      return "/traces/" + service.intentId();
    }
  },
  HOSTILE_TRACE("<script>window.hostile") {
    @Override
    String path(PackagedService service) throws Exception {
      return "/traces/" + HostileEvents.INTENT;
    }
  },
  EVENTS("Events") {
    @Override
    String path(PackagedService service) throws Exception {
      return "/events";
    }
  },
  BODIES("Events") {
    @Override
    String path(PackagedService service) throws Exception {
      return "/events?q=hostile&order=asc&bodies=yes";
    }
  },
  EVENT("contract.verified") {
    @Override
    String path(PackagedService service) throws Exception {
      return "/events/" + service.event("type=contract.verified");
    }
  },
  HOSTILE_EVENT("signal.created") {
    @Override
    String path(PackagedService service) throws Exception {
      return "/events/" + service.event("entity=signal:SIG-HOSTILE-0");
    }
  },
  LONG_EVENT("signal.created") {
    @Override
    String path(PackagedService service) throws Exception {
      return "/events/" + service.event("entity=signal:" + HostileEvents.LONG_ID);
    }
  },
  ENTITY("A retry budget for every gateway") {
    @Override
    String path(PackagedService service) throws Exception {
      return "/entities/spec/" + service.entity("spec");
    }
  },
  HOSTILE_ENTITY("<b>id</b>") {
    @Override
    String path(PackagedService service) throws Exception {
      return "/entities/signal/" + HostileEvents.ID_IN_PATH;
    }
  },
  OBJECTIVES("Objectives") {
    @Override
    String path(PackagedService service) throws Exception {
      return "/slos";
    }
  },
  OBJECTIVE("") {
    @Override
    String path(PackagedService service) throws Exception {
      return "/slos/" + service.first("/api/v1/slos", "name");
    }
  },
  ALERTS("Alerts") {
    @Override
    String path(PackagedService service) throws Exception {
      return "/alerts";
    }
  },
  ALERT("") {
    @Override
    String path(PackagedService service) throws Exception {
      return "/alerts/" + service.first("/api/v1/alerts", "id");
    }
  },
  DELIVERIES("Notifications") {
    @Override
    String path(PackagedService service) throws Exception {
      return "/alerts/deliveries";
    }
  },
  DEAD_LETTERS("Dead letters") {
    @Override
    String path(PackagedService service) throws Exception {
      return "/dead-letters";
    }
  },
  DEAD_LETTER("Dead letter") {
    @Override
    String path(PackagedService service) throws Exception {
      return "/dead-letters/" + service.first("/api/v1/dead-letters", "id");
    }
  },
  SEARCH("Search") {
    @Override
    String path(PackagedService service) throws Exception {
      return "/search";
    }
  },
  LOGIN("Log in") {
    @Override
    ServiceSetup setup() {
      return ServiceSetup.LOCKED;
    }

    @Override
    String path(PackagedService service) throws Exception {
      return "/traces";
    }
  };

  private final String heading;

  PageExample(String heading) {
    this.heading = heading;
  }

  /** The service that shows the page. */
  ServiceSetup setup() {
    return ServiceSetup.OPEN;
  }

  abstract String path(PackagedService service) throws Exception;

  /** A part of the page's heading. */
  String heading() {
    return heading;
  }

  String fileName() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }
}
