package dev.intentobserve.app;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which module may depend on what, as rules that the build checks. The root package is a parameter,
 * so that the same rules also run on a small program with planted violations: see {@link
 * ArchitectureRulesTest}.
 */
final class ArchitectureRules {

  /** Which module may use which. A module that is missing here may not exist. */
  private static final Map<String, Set<String>> ALLOWED_DEPENDENCIES =
      Map.ofEntries(
          Map.entry("model", Set.of()),
          Map.entry("ports", Set.of("model")),
          Map.entry("parser", Set.of("model")),
          Map.entry("tailing", Set.of("model")),
          Map.entry("slo", Set.of("model")),
          Map.entry("postgres", Set.of()),
          Map.entry("testkit", Set.of("model", "ports", "postgres")),
          Map.entry("ingest", Set.of("model", "ports", "parser", "tailing")),
          Map.entry("store", Set.of("model", "ports", "parser")),
          Map.entry("trace", Set.of("model", "ports")),
          Map.entry("metrics", Set.of("model", "ports")),
          Map.entry("export", Set.of("model", "ports")),
          Map.entry("alerting", Set.of("model", "ports", "slo")),
          Map.entry("notification", Set.of("model", "ports")),
          Map.entry("api", Set.of("model", "ports")),
          Map.entry("ui", Set.of("model", "ports")),
          Map.entry("cli", Set.of("model", "parser", "tailing", "slo")),
          Map.entry(
              "app",
              Set.of(
                  "model",
                  "ports",
                  "parser",
                  "postgres",
                  "ingest",
                  "store",
                  "trace",
                  "metrics",
                  "export",
                  "alerting",
                  "notification",
                  "api",
                  "ui")));

  /** Modules that others reach through their root package alone. */
  static final Set<String> CLOSED_MODULES =
      Set.of(
          "ingest", "store", "trace", "metrics", "export", "alerting", "notification", "api", "ui");

  /** Not the store: its migrations run over JDBC, before any loop carries traffic. */
  private static final String[] EVENT_LOOP_MODULES = {
    "ingest", "trace", "metrics", "export", "alerting", "notification", "api", "ui"
  };

  /** Modules that use the database driver: postgres only to set up its server. */
  private static final Set<String> SQL_MODULES = Set.of("store", "testkit", "postgres");

  /** Events are parsed from bytes, read back from the record, or made for a test. */
  private static final Set<String> EVENT_FACTORY_MODULES =
      Set.of("model", "parser", "store", "testkit");

  /** Typed ports and hints, and the three public addresses. */
  private static final Set<String> BUS_CLASSES =
      Set.of(
          "ports.Port",
          "ports.Hint",
          "ingest.bus.EventBusReceiver",
          "api.LiveEventPublisher",
          "notification.AlertPublisher");

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

  private final ModulePaths paths;

  ArchitectureRules(String root) {
    this.paths = new ModulePaths(root);
  }

  ArchRule modulesDependOnlyOnModelAndPorts() {
    return classes()
        .should(
            ModulePaths.condition(
                "use only the modules that ALLOWED_DEPENDENCIES lists",
                this::forbiddenDependencies))
        .because(
            "every module knows the model and the ports, no module knows another, and only app knows"
                + " them all: a module can then be read, tested and replaced alone");
  }

  ArchRule modelDependsOnlyOnTheJdk() {
    return classes()
        .that()
        .resideInAnyPackage(paths.modules("model"))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(paths.modules("model"))
                .or(resideInAnyPackage("java..", "javax.crypto..", "org.jspecify..")))
        .because(
            "the model outlives every library, and every module and tool has to be able to use it");
  }

  ArchRule sqlOnlyInTheStore() {
    return noClasses()
        .that(
            describe(
                "live outside store, testkit and postgres",
                type -> !SQL_MODULES.contains(paths.moduleOf(type))))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "io.vertx.sqlclient..",
                "io.vertx.pgclient..",
                "java.sql..",
                "javax.sql..",
                "org.postgresql..",
                "org.flywaydb.."))
        .because("the record has one owner; every other module asks it through a port");
  }

  ArchRule timeIsAnArgument() {
    return noClasses()
        .that(
            describe(
                "live outside app and cli",
                type -> !Set.of("app", "cli").contains(paths.moduleOf(type))))
        .should()
        .accessTargetWhere(target("reads the clock", READS_THE_CLOCK))
        .because("time is passed in as InstantSource, so that every test decides what time it is");
  }

  ArchRule nothingBlocksAnEventLoop() {
    return noClasses()
        .that()
        .resideInAnyPackage(paths.modules(EVENT_LOOP_MODULES))
        .should()
        .accessTargetWhere(target("blocks the calling thread", BLOCKS))
        .because(
            "a waiting event loop stops everything on it; blocking work belongs in store, in tailing"
                + " behind executeBlocking, or in cli");
  }

  ArchRule onlyReadersMakeEvents() {
    Pattern made =
        Pattern.compile(
            Pattern.quote(paths.root() + ".model.event.WorkEvent")
                + "(Builder(\\$With)?)?\\.(<init>|build|with[A-Z]\\w*)\\(.*");
    return noClasses()
        .that(
            describe(
                "live outside model, parser, store and testkit",
                type -> !EVENT_FACTORY_MODULES.contains(paths.moduleOf(type))))
        .should()
        .accessTargetWhere(target("makes a WorkEvent", made))
        .because(
            "an event that the parser has not redacted has no type that could cross the bus or reach"
                + " the disk");
  }

  ArchRule busOnlyThroughTypedPorts() {
    return noClasses()
        .that(
            describe(
                "are neither Port nor Hint nor a public address",
                type -> BUS_CLASSES.stream().noneMatch(name -> isCalled(name, outermost(type)))))
        .should()
        .accessTargetWhere(target("talks on the bus", TALKS_ON_THE_BUS))
        .because(
            "a port answers also when its handler throws, keeps its deadline and writes its"
                + " address once");
  }

  ArchRule subPackagesAreInternal() {
    return classes()
        .should(
            ModulePaths.condition(
                "use other closed modules through their root package and configs",
                type -> dependencies(type, used -> isInternalTo(type, used))))
        .because(
            "a type that is public only for its module's sub-packages is not part of the module's"
                + " face");
  }

  ArchRule subPackagesFormNoCycle() {
    return slices()
        .assignedFrom(
            new SliceAssignment() {
              @Override
              public SliceIdentifier getIdentifierOf(JavaClass type) {
                return paths.moduleOf(type).isEmpty()
                    ? SliceIdentifier.ignore()
                    : SliceIdentifier.of(paths.moduleOf(type), paths.subPackageOf(type));
              }

              @Override
              public String getDescription() {
                return "sub-packages of a module, its root package included";
              }
            })
        .should()
        .beFreeOfCycles()
        .because("what depends on each other in a circle is one thing, and belongs in one package");
  }

  private Stream<String> forbiddenDependencies(JavaClass type) {
    String here = paths.moduleOf(type);
    Set<String> allowed = ALLOWED_DEPENDENCIES.get(here);
    return allowed == null
        ? Stream.of(
            "Class <" + type.getName() + "> is in a module that ALLOWED_DEPENDENCIES does not list")
        : dependencies(
            type,
            used -> !here.equals(paths.moduleOf(used)) && !allowed.contains(paths.moduleOf(used)));
  }

  /** The descriptions of the dependencies on such a type of ours. */
  private Stream<String> dependencies(JavaClass type, Predicate<JavaClass> wanted) {
    return type.getDirectDependenciesFromSelf().stream()
        .filter(dependency -> paths.isOurs(dependency.getTargetClass()))
        .filter(dependency -> wanted.test(dependency.getTargetClass()))
        .map(Dependency::getDescription);
  }

  private boolean isInternalTo(JavaClass user, JavaClass used) {
    JavaClass type = outermost(used.getBaseComponentType());
    return !paths.moduleOf(user).equals(paths.moduleOf(type))
        && CLOSED_MODULES.contains(paths.moduleOf(type))
        && !paths.subPackageOf(type).isEmpty()
        && !type.getSimpleName().matches("\\w+Config(Builder)?");
  }

  private static DescribedPredicate<JavaAccess<?>> target(String description, Pattern pattern) {
    return describe(
        description, access -> pattern.matcher(access.getTarget().getFullName()).matches());
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(ArchitectureRules::outermost).orElse(type);
  }

  private boolean isCalled(String name, JavaClass type) {
    return type.getName().equals(paths.root() + "." + name);
  }
}
