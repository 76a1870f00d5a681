package dev.intentobserve.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Every verb there is, in the order of the help. */
final class Verbs {
  private static final Map<String, Function<Root, Verb>> ALL = new LinkedHashMap<>();

  static {
    ALL.put("emit", EmitVerb::new);
    ALL.put("import", ImportVerb::new);
    ALL.put("tail", TailVerb::new);
    ALL.put("export", ExportVerb::new);
    ALL.put("validate", ValidateVerb::new);
    ALL.put("inspect", InspectVerb::new);
    ALL.put("events", EventsVerb::new);
    ALL.put("trace", TraceVerb::new);
    ALL.put("entities", EntitiesVerb::new);
    ALL.put("why", WhyVerb::new);
    ALL.put("slo", SloVerb::new);
    ALL.put("dead-letters", DeadLettersVerb::new);
    ALL.put("doctor", DoctorVerb::new);
    ALL.put("completion", CompletionVerb::new);
  }

  private Verbs() {}

  static boolean known(String name) {
    return ALL.containsKey(name);
  }

  static Verb create(String name, Root root) {
    Function<Root, Verb> constructor = ALL.get(name);
    if (constructor == null) {
      throw new IllegalArgumentException("no verb " + name);
    }
    return constructor.apply(root);
  }

  static Map<String, Verb> all(Root root) {
    Map<String, Verb> verbs = new LinkedHashMap<>();
    ALL.forEach((name, constructor) -> verbs.put(name, constructor.apply(root)));
    return verbs;
  }
}
