package dev.intentobserve.app;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The architecture as rules that the build checks. The root package is a parameter, so that the
 * same rules also run on a small program with planted violations: see {@link
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
  private static final Set<String> CLOSED_MODULES =
      Set.of(
          "ingest", "store", "trace", "metrics", "export", "alerting", "notification", "api", "ui");

  private static final int MAX_TYPES = 25;

  /** Packages that may be larger, and why. */
  private static final Map<String, String> LARGER_PACKAGES =
      Map.of(
          "trace", "one theme: which trace an event belongs to",
          "metrics", "one theme: events and states become series",
          "export", "one theme: what leaves as OTLP");

  /** From this many components on, a call by position is easily wrong and hard to read. */
  private static final int MANY_COMPONENTS = 9;

  /** Records of many components that are never copied and are made in few places, and where. */
  private static final Map<String, String> POSITIONAL_RECORDS =
      Map.ofEntries(
          Map.entry("api.zipkin.ZipkinSpan", "made in one place, from a span"),
          Map.entry("app.config.AppConfig", "made in one place, from the settings"),
          Map.entry("app.config.AppConfig$Alerts", "made in one place, from the settings"),
          Map.entry("app.config.AppConfig$Http", "made in one place, from the settings"),
          Map.entry("model.event.DeadLetter", "made in one place, from a row"),
          Map.entry("model.slo.SloStatus", "made in one place, from an evaluation"),
          Map.entry("model.trace.TraceSummary", "made from a tree, from a row, for a former root"),
          Map.entry("parser.dialect.EventEnvelope", "made once for each shape of event"),
          Map.entry("ports.AlertStorePorts$Delivery", "made from a row and from an attempt"),
          Map.entry("slo.openslo.SloReader$Common", "made in one place, from a document"),
          Map.entry("ui.component.SpanRow", "made in one place, from JSON"));

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

  private final String root;
  private final int maxTypes;

  ArchitectureRules(String root) {
    this(root, MAX_TYPES);
  }

  /**
   * Rules for the modules below a root package.
   *
   * @param maxTypes in a package
   */
  ArchitectureRules(String root, int maxTypes) {
    this.root = root;
    this.maxTypes = maxTypes;
  }

  ArchRule modulesDependOnlyOnModelAndPorts() {
    return classes()
        .should(dependOnlyOnAllowedModules())
        .because(
            "every module knows the model and the ports, no module knows another, and only app knows"
                + " them all: a module can then be read, tested and replaced alone");
  }

  ArchRule modelDependsOnlyOnTheJdk() {
    return classes()
        .that()
        .resideInAPackage(module("model"))
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(module("model"), "java..", "javax.crypto..", "org.jspecify.."))
        .because(
            "the model outlives every library, and every module and tool has to be able to use it");
  }

  ArchRule sqlOnlyInTheStore() {
    return noClasses()
        .that(
            describe(
                "live outside store, testkit and postgres",
                type -> !SQL_MODULES.contains(moduleOf(type))))
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
                "live outside app and cli", type -> !Set.of("app", "cli").contains(moduleOf(type))))
        .should()
        .accessTargetWhere(target("reads the clock", READS_THE_CLOCK))
        .because("time is passed in as InstantSource, so that every test decides what time it is");
  }

  ArchRule nothingBlocksAnEventLoop() {
    return noClasses()
        .that()
        .resideInAnyPackage(modules(EVENT_LOOP_MODULES))
        .should()
        .accessTargetWhere(target("blocks the calling thread", BLOCKS))
        .because(
            "a waiting event loop stops everything on it; blocking work belongs in store, in tailing"
                + " behind executeBlocking, or in cli");
  }

  ArchRule onlyReadersMakeEvents() {
    Pattern made =
        Pattern.compile(
            Pattern.quote(root + ".model.event.WorkEvent")
                + "(Builder(\\$With)?)?\\.(<init>|build|with[A-Z]\\w*)\\(.*");
    return noClasses()
        .that(
            describe(
                "live outside model, parser, store and testkit",
                type -> !EVENT_FACTORY_MODULES.contains(moduleOf(type))))
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

  ArchRule modulesExposeOnlyKeyAndConfig() {
    return classes()
        .that(describe("are in the root package of a closed module", this::isInRootOfClosedModule))
        .and(describe("are public and not nested", ArchitectureRules::isPublicAndNotNested))
        .and(describe("are not generated", type -> !isGeneratedBuilder(type)))
        .should(beModuleKeyOrConfig())
        .because("a module shows its factory and its config; all else stays free to change")
        .allowEmptyShould(true);
  }

  ArchRule subPackagesAreInternal() {
    return classes()
        .should(useOnlyTheFaceOfOtherModules())
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
                return moduleOf(type).isEmpty()
                    ? SliceIdentifier.ignore()
                    : SliceIdentifier.of(moduleOf(type), subPackageOf(type));
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

  ArchRule packagesAreSmall() {
    return classes()
        .should(beInPackageOfFewTypes())
        .because("about two dozen files can be read as a list; a larger package has parts");
  }

  ArchRule simpleNamesAreUnique() {
    return classes()
        .should(haveNameOfTheirOwn())
        .because("two types with one simple name are easily confused");
  }

  ArchRule wideRecordsAreBuiltByName() {
    return classes()
        .that(
            describe(
                "are records of " + MANY_COMPONENTS + " and more components",
                type -> type.isRecord() && componentCount(type) >= MANY_COMPONENTS))
        .should(haveGeneratedBuilder())
        .because("two values of one type that change places in a long call still compile");
  }

  private ArchCondition<JavaClass> dependOnlyOnAllowedModules() {
    return new ArchCondition<>("use only the modules that ALLOWED_DEPENDENCIES lists") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        String here = moduleOf(type);
        if (!ALLOWED_DEPENDENCIES.containsKey(here)) {
          events.add(
              SimpleConditionEvent.violated(
                  type,
                  "Class <"
                      + type.getName()
                      + "> is in a module that ALLOWED_DEPENDENCIES does not list"));
          return;
        }
        type.getDirectDependenciesFromSelf().stream()
            .filter(dependency -> isOurs(dependency.getTargetClass()))
            .filter(dependency -> !mayDependOn(here, moduleOf(dependency.getTargetClass())))
            .forEach(
                dependency ->
                    events.add(
                        SimpleConditionEvent.violated(dependency, dependency.getDescription())));
      }
    };
  }

  private ArchCondition<JavaClass> beModuleKeyOrConfig() {
    return new ArchCondition<>("be named like their module or end in Config") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        String name = type.getSimpleName();
        if (!name.equalsIgnoreCase(moduleOf(type)) && !name.endsWith("Config")) {
          events.add(
              SimpleConditionEvent.violated(
                  type,
                  "Class <"
                      + type.getName()
                      + "> is public, but neither key nor config of its module"));
        }
      }
    };
  }

  private ArchCondition<JavaClass> useOnlyTheFaceOfOtherModules() {
    return new ArchCondition<>("use other closed modules through their root package and configs") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        type.getDirectDependenciesFromSelf().stream()
            .filter(dependency -> isOurs(dependency.getTargetClass()))
            .filter(dependency -> isInternalTo(type, dependency.getTargetClass()))
            .forEach(
                dependency ->
                    events.add(
                        SimpleConditionEvent.violated(dependency, dependency.getDescription())));
      }
    };
  }

  private boolean isInternalTo(JavaClass user, JavaClass used) {
    JavaClass type = outermost(used.getBaseComponentType());
    return !moduleOf(user).equals(moduleOf(type))
        && CLOSED_MODULES.contains(moduleOf(type))
        && !subPackageOf(type).isEmpty()
        && !type.getSimpleName().matches("\\w+Config(Builder)?");
  }

  private ArchCondition<JavaClass> beInPackageOfFewTypes() {
    return new ArchCondition<>("be in a package of at most " + maxTypes + " types") {
      private Map<String, Long> sizes = Map.of();

      @Override
      public void init(Collection<JavaClass> all) {
        sizes =
            all.stream()
                .filter(ArchitectureRules::isSourceFile)
                .collect(groupingBy(JavaClass::getPackageName, counting()));
      }

      @Override
      public void check(JavaClass type, ConditionEvents events) {
        long size = sizes.getOrDefault(type.getPackageName(), 0L);
        if (isSourceFile(type) && size > maxTypes && !LARGER_PACKAGES.containsKey(pathOf(type))) {
          events.add(
              SimpleConditionEvent.violated(
                  type, "Class <" + type.getName() + "> is in a package of " + size + " types"));
        }
      }
    };
  }

  private ArchCondition<JavaClass> haveNameOfTheirOwn() {
    return new ArchCondition<>("have a simple name that no other type has") {
      private Map<String, Set<String>> owners = Map.of();

      @Override
      public void init(Collection<JavaClass> all) {
        owners =
            all.stream()
                .filter(ArchitectureRules::isSourceFile)
                .collect(
                    groupingBy(JavaClass::getSimpleName, mapping(JavaClass::getName, toSet())));
      }

      @Override
      public void check(JavaClass type, ConditionEvents events) {
        Set<String> all = owners.getOrDefault(type.getSimpleName(), Set.of());
        if (isSourceFile(type) && all.size() > 1) {
          events.add(
              SimpleConditionEvent.violated(
                  type, "Class <" + type.getName() + "> shares its simple name: " + all));
        }
      }
    };
  }

  private ArchCondition<JavaClass> haveGeneratedBuilder() {
    return new ArchCondition<>("have a generated builder, or a reason to have none") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean built =
            type.getDirectDependenciesToSelf().stream()
                .anyMatch(dependency -> isGeneratedBuilder(dependency.getOriginClass()));
        if (!built
            && !POSITIONAL_RECORDS.containsKey(type.getName().substring(root.length() + 1))) {
          events.add(
              SimpleConditionEvent.violated(
                  type,
                  "Class <" + type.getName() + "> has " + componentCount(type) + " components"));
        }
      }
    };
  }

  private static long componentCount(JavaClass type) {
    return type.getFields().stream()
        .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
        .count();
  }

  private static DescribedPredicate<JavaAccess<?>> target(String description, Pattern pattern) {
    return describe(
        description, access -> pattern.matcher(access.getTarget().getFullName()).matches());
  }

  private boolean isInRootOfClosedModule(JavaClass type) {
    return CLOSED_MODULES.contains(moduleOf(type)) && subPackageOf(type).isEmpty();
  }

  /** What was generated from a page template or for a record has no file in the repository. */
  private static boolean isSourceFile(JavaClass type) {
    return type.getEnclosingClass().isEmpty()
        && !type.getSimpleName().matches("Jte\\w+Generated")
        && !isGeneratedBuilder(type)
        && !type.isAnonymousClass()
        && !type.getSimpleName().equals("package-info");
  }

  /** Only a generated builder has the nested interface that copies a record. */
  private static boolean isGeneratedBuilder(JavaClass type) {
    return type.getMethods().stream()
        .anyMatch(method -> method.getRawReturnType().getName().equals(type.getName() + "$With"));
  }

  private static boolean isPublicAndNotNested(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC) && type.getEnclosingClass().isEmpty();
  }

  private static JavaClass outermost(JavaClass type) {
    return type.getEnclosingClass().map(ArchitectureRules::outermost).orElse(type);
  }

  private boolean isCalled(String name, JavaClass type) {
    return type.getName().equals(root + "." + name);
  }

  private static boolean mayDependOn(String here, String there) {
    return here.equals(there) || ALLOWED_DEPENDENCIES.get(here).contains(there);
  }

  /** The package below the root package, such as {@code store.sql}; empty for any other. */
  private String pathOf(JavaClass type) {
    String name = type.getBaseComponentType().getPackageName();
    return name.startsWith(root + ".") ? name.substring(root.length() + 1) : "";
  }

  private String subPackageOf(JavaClass type) {
    String[] parts = pathOf(type).split("\\.", 2);
    return parts.length > 1 ? parts[1] : "";
  }

  private boolean isOurs(JavaClass type) {
    return resideInAPackage(root + "..").test(type.getBaseComponentType());
  }

  private String moduleOf(JavaClass type) {
    String name = type.getBaseComponentType().getPackageName();
    return name.startsWith(root + ".") ? name.substring(root.length() + 1).split("\\.")[0] : "";
  }

  private String module(String name) {
    return root + "." + name + "..";
  }

  private String[] modules(String[] names) {
    return Arrays.stream(names).map(this::module).toArray(String[]::new);
  }
}
