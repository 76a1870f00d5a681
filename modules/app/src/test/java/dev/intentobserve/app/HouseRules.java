package dev.intentobserve.app;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The house rules as sentences the build can check. The root package is a parameter so that the
 * same rules can be tried on a small house built wrong on purpose: see {@link
 * ArchitectureRulesTest}.
 */
final class HouseRules {

  /** Who knows whom; the whole picture of the house. A room that is missing here may not exist. */
  private static final Map<String, Set<String>> KNOWS =
      Map.ofEntries(
          Map.entry("event", Set.of()),
          Map.entry("contract", Set.of("event")),
          Map.entry("reading", Set.of("event")),
          Map.entry("objective", Set.of("event")),
          Map.entry("testkit", Set.of("event", "contract")),
          Map.entry("intake", Set.of("event", "contract", "reading")),
          Map.entry("store", Set.of("event", "contract", "reading")),
          Map.entry("trace", Set.of("event", "contract")),
          Map.entry("metrics", Set.of("event", "contract")),
          Map.entry("export", Set.of("event", "contract")),
          Map.entry("alert", Set.of("event", "contract", "objective")),
          Map.entry("notify", Set.of("event", "contract")),
          Map.entry("window", Set.of("event", "contract")),
          Map.entry("pages", Set.of("event", "contract")),
          Map.entry("cli", Set.of("event", "reading", "objective")),
          Map.entry(
              "app",
              Set.of(
                  "event",
                  "contract",
                  "reading",
                  "intake",
                  "store",
                  "trace",
                  "metrics",
                  "export",
                  "alert",
                  "notify",
                  "window",
                  "pages")));

  private static final String[] ROOMS = {
    "intake", "store", "trace", "metrics", "export", "alert", "notify", "window", "pages"
  };

  /** Not the store: its migrations run over JDBC, before any loop carries traffic. */
  private static final String[] EVENT_LOOP_ROOMS = {
    "intake", "trace", "metrics", "export", "alert", "notify", "window", "pages"
  };

  /** The one class outside the store that speaks JDBC: it has to see that PostgreSQL is up. */
  private static final String EMBEDDED_DATABASE = "app.EmbeddedDatabase";

  /** Events are understood from bytes, read back from the record, or made up for a test. */
  private static final Set<String> MAKERS_OF_EVENTS =
      Set.of("event", "reading", "store", "testkit");

  /** The doors themselves, and the three addresses that anybody on the bus may use. */
  private static final Set<String> ON_THE_BUS =
      Set.of(
          "contract.Port",
          "contract.Hint",
          "intake.BusDoor",
          "window.LiveFeed",
          "notify.AlertFeed");

  private static final Pattern TALKS_ON_THE_BUS =
      Pattern.compile(
          "io\\.vertx\\.core\\.eventbus\\.EventBus"
              + "\\.(consumer|localConsumer|request|send|sender|publish|publisher)\\(.*");

  private static final Pattern READS_THE_CLOCK =
      Pattern.compile(
          "java\\.time\\.\\w+\\.now\\((java\\.time\\.ZoneId)?\\)"
              + "|java\\.time\\.Clock\\.(system|tick(Millis|Seconds|Minutes))\\w*\\(.*"
              + "|java\\.time\\.InstantSource\\.system\\(\\)"
              + "|java\\.lang\\.System\\.currentTimeMillis\\(\\)"
              + "|java\\.util\\.Date\\.<init>\\(\\)");

  private static final Pattern BLOCKS =
      Pattern.compile(
          "io\\.vertx\\.core\\.Future\\.await\\(.*"
              + "|java\\.lang\\.Thread\\.(sleep|join)\\(.*"
              + "|java\\.lang\\.Object\\.wait\\(.*"
              + "|java\\.util\\.concurrent\\.\\w*(Latch|Barrier)\\.await\\(.*"
              + "|java\\.util\\.concurrent\\.\\w*Future\\.(get|join)\\(.*"
              + "|java\\.util\\.concurrent\\.\\w*Queue\\.(take|put)\\(.*"
              + "|java\\.util\\.concurrent\\.Semaphore\\.acquire\\w*\\(.*"
              + "|java\\.nio\\.file\\.Files\\..*"
              + "|java\\.nio\\.channels\\.FileChannel\\..*"
              + "|java\\.io\\.(File(Input|Output)Stream|File(Reader|Writer)|RandomAccessFile)\\..*"
              + "|java\\.net\\.(Socket|URLConnection|HttpURLConnection)\\..*"
              + "|(java|javax)\\.sql\\..*");

  private final String root;

  HouseRules(String root) {
    this.root = root;
  }

  ArchRule roomsKnowOnlyTheDoors() {
    return classes()
        .should(knowOnlyWhatThePictureAllows())
        .because(
            "everyone knows the nouns and the doors, nobody knows a neighbour, and only app knows"
                + " everyone: a room can then be read, tested and replaced alone");
  }

  ArchRule eventKnowsOnlyTheJdk() {
    return classes()
        .that()
        .resideInAPackage(room("event"))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(room("event"), "java..", "javax.crypto..", "org.jspecify.."))
        .because(
            "the nouns outlive every library, and every room and tool has to be able to use them");
  }

  ArchRule sqlLivesInTheCellar() {
    return noClasses()
        .that(
            describe(
                "live outside store, testkit and the embedded database's starter",
                type ->
                    !Set.of("store", "testkit").contains(roomOf(type))
                        && !isCalled(EMBEDDED_DATABASE, outermost(type))))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "io.vertx.sqlclient..",
                "io.vertx.pgclient..",
                "java.sql..",
                "javax.sql..",
                "org.postgresql..",
                "org.flywaydb.."))
        .because("the record has one keeper; whoever else wants something of it asks at its door");
  }

  ArchRule timeIsAnArgument() {
    return noClasses()
        .that(
            describe(
                "live outside app and cli", type -> !Set.of("app", "cli").contains(roomOf(type))))
        .should()
        .accessTargetWhere(target("reads the clock", READS_THE_CLOCK))
        .because("time is passed in as InstantSource, so that every test decides what time it is");
  }

  ArchRule nothingBlocksAnEventLoop() {
    return noClasses()
        .that()
        .resideInAnyPackage(rooms(EVENT_LOOP_ROOMS))
        .should()
        .accessTargetWhere(target("blocks the calling thread", BLOCKS))
        .because(
            "a waiting event loop stops everybody on it; blocking work belongs in store, in"
                + " reading's file follower behind executeBlocking, or in cli");
  }

  ArchRule onlyReadersMakeEvents() {
    Pattern made = Pattern.compile(Pattern.quote(root + ".event.WorkEvent.<init>") + "\\(.*");
    return noClasses()
        .that(
            describe(
                "live outside event, reading, store and testkit",
                type -> !MAKERS_OF_EVENTS.contains(roomOf(type))))
        .should()
        .accessTargetWhere(target("makes a WorkEvent", made))
        .because(
            "an event that reading has not sanitised has no type that could cross the bus or reach"
                + " the disk");
  }

  ArchRule theBusHasTypedDoors() {
    return noClasses()
        .that(
            describe(
                "are neither Port nor Hint nor a public address",
                type -> ON_THE_BUS.stream().noneMatch(name -> isCalled(name, outermost(type)))))
        .should()
        .accessTargetWhere(target("talks on the bus", TALKS_ON_THE_BUS))
        .because(
            "a port answers also when its answerer throws, keeps its deadline and writes its"
                + " address once");
  }

  ArchRule aRoomHasOneKey() {
    return classes()
        .that()
        .resideInAnyPackage(rooms(ROOMS))
        .and(describe("are public and not nested", HouseRules::isPublicAndNotNested))
        .should(beTheRoomsKeyOrConfig())
        .because("a room shows its factory and its config; all else stays free to change")
        .allowEmptyShould(true);
  }

  private ArchCondition<JavaClass> knowOnlyWhatThePictureAllows() {
    return new ArchCondition<>("know only the rooms that the picture of the house allows") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        String here = roomOf(type);
        if (!KNOWS.containsKey(here)) {
          events.add(
              SimpleConditionEvent.violated(
                  type, "Class <" + type.getName() + "> is in no room that HouseRules draws"));
          return;
        }
        type.getDirectDependenciesFromSelf().stream()
            .filter(dependency -> isOurs(dependency.getTargetClass()))
            .filter(dependency -> !mayKnow(here, roomOf(dependency.getTargetClass())))
            .forEach(
                dependency ->
                    events.add(
                        SimpleConditionEvent.violated(dependency, dependency.getDescription())));
      }
    };
  }

  private ArchCondition<JavaClass> beTheRoomsKeyOrConfig() {
    return new ArchCondition<>("be named like their room or end in Config") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        String name = type.getSimpleName();
        if (!name.equalsIgnoreCase(roomOf(type)) && !name.endsWith("Config")) {
          events.add(
              SimpleConditionEvent.violated(
                  type,
                  "Class <"
                      + type.getName()
                      + "> is public, but neither key nor config of its"
                      + " room"));
        }
      }
    };
  }

  private static DescribedPredicate<JavaAccess<?>> target(String description, Pattern pattern) {
    return describe(
        description, access -> pattern.matcher(access.getTarget().getFullName()).matches());
  }

  private static boolean isPublicAndNotNested(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC) && type.getEnclosingClass().isEmpty();
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(HouseRules::outermost).orElse(type);
  }

  private boolean isCalled(String name, JavaClass type) {
    return type.getName().equals(root + "." + name);
  }

  private static boolean mayKnow(String here, String there) {
    return here.equals(there) || KNOWS.get(here).contains(there);
  }

  private boolean isOurs(JavaClass type) {
    return resideInAPackage(root + "..").test(type.getBaseComponentType());
  }

  private String roomOf(JavaClass type) {
    String name = type.getBaseComponentType().getPackageName();
    return name.startsWith(root + ".") ? name.substring(root.length() + 1).split("\\.")[0] : "";
  }

  private String room(String name) {
    return root + "." + name + "..";
  }

  private String[] rooms(String[] names) {
    return Arrays.stream(names).map(this::room).toArray(String[]::new);
  }
}
