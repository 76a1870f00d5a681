package dev.intentobserve.app;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What types are called and how large packages and records may be. As for {@link
 * ArchitectureRules}, the root package is a parameter.
 */
final class NamingAndSizeRules {
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
          Map.entry("ui.component.SpanRow", "made in one place, from JSON"));

  private final ModulePaths paths;
  private final int maxTypes;

  NamingAndSizeRules(String root) {
    this(root, MAX_TYPES);
  }

  /**
   * Rules for the modules below a root package.
   *
   * @param maxTypes in a package
   */
  NamingAndSizeRules(String root, int maxTypes) {
    this.paths = new ModulePaths(root);
    this.maxTypes = maxTypes;
  }

  ArchRule modulesExposeOnlyKeyAndConfig() {
    return classes()
        .that(describe("are in the root package of a closed module", this::isInRootOfClosedModule))
        .and(describe("are public and not nested", NamingAndSizeRules::isPublicAndNotNested))
        .and(describe("are not generated", type -> !ModulePaths.isGeneratedBuilder(type)))
        .should(
            ModulePaths.condition(
                "be named like their module or end in Config",
                type ->
                    isModuleKeyOrConfig(type)
                        ? Stream.of()
                        : violation(type, "is public, but neither key nor config of its module")))
        .because("a module shows its factory and its config; all else stays free to change")
        .allowEmptyShould(true);
  }

  ArchRule packagesAreSmall() {
    return classes()
        .should(
            ModulePaths.condition(
                "be in a package of at most " + maxTypes + " types", this::crowded))
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
        .should(
            ModulePaths.condition(
                "have a generated builder, or a reason to have none", this::unbuilt))
        .because("two values of one type that change places in a long call still compile");
  }

  private boolean isInRootOfClosedModule(JavaClass type) {
    return ArchitectureRules.CLOSED_MODULES.contains(paths.moduleOf(type))
        && paths.subPackageOf(type).isEmpty();
  }

  private static boolean isPublicAndNotNested(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC) && type.getEnclosingClass().isEmpty();
  }

  private boolean isModuleKeyOrConfig(JavaClass type) {
    String name = type.getSimpleName();
    return name.equalsIgnoreCase(paths.moduleOf(type)) || name.endsWith("Config");
  }

  private Stream<String> crowded(JavaClass type) {
    if (!isSourceFile(type) || LARGER_PACKAGES.containsKey(paths.pathOf(type))) {
      return Stream.of();
    }
    long size =
        type.getPackage().getClasses().stream().filter(NamingAndSizeRules::isSourceFile).count();
    return size > maxTypes ? violation(type, "is in a package of " + size + " types") : Stream.of();
  }

  private ArchCondition<JavaClass> haveNameOfTheirOwn() {
    return new ArchCondition<>("have a simple name that no other type has") {
      private Map<String, Set<String>> owners = Map.of();

      @Override
      public void init(Collection<JavaClass> all) {
        owners =
            all.stream()
                .filter(NamingAndSizeRules::isSourceFile)
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

  private Stream<String> unbuilt(JavaClass type) {
    String name = type.getName().substring(paths.root().length() + 1);
    boolean built =
        type.getDirectDependenciesToSelf().stream()
            .anyMatch(dependency -> ModulePaths.isGeneratedBuilder(dependency.getOriginClass()));
    return built || POSITIONAL_RECORDS.containsKey(name)
        ? Stream.of()
        : violation(type, "has " + componentCount(type) + " components");
  }

  private static long componentCount(JavaClass type) {
    return type.getFields().stream()
        .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
        .count();
  }

  /** What was generated from a page template or for a record has no file in the repository. */
  private static boolean isSourceFile(JavaClass type) {
    return type.getEnclosingClass().isEmpty()
        && !type.getSimpleName().matches("Jte\\w+Generated")
        && !ModulePaths.isGeneratedBuilder(type)
        && !type.isAnonymousClass()
        && !type.getSimpleName().equals("package-info");
  }

  private static Stream<String> violation(JavaClass type, String problem) {
    return Stream.of("Class <" + type.getName() + "> " + problem);
  }
}
