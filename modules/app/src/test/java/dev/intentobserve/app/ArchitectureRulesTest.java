package dev.intentobserve.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/**
 * Each architecture rule finds what it is for. The package {@code planted} contains a small program
 * with violations; every rule must report exactly the violating types there.
 */
class ArchitectureRulesTest {

  private static final String PLANTED = "dev.intentobserve.app.planted";

  /** A violation names first the class it happens in; what stands after it is the target. */
  private static final Pattern VIOLATING_CLASS =
      Pattern.compile(
          "^\\w+ <" + Pattern.quote(PLANTED) + "\\.((?:[a-z]+\\.)+[A-Z]\\w+)", Pattern.MULTILINE);

  private static final JavaClasses plantedModules = new ClassFileImporter().importPackages(PLANTED);

  /** The largest planted package that is allowed has four types. */
  private static final int MAX_TYPES = 4;

  private final ArchitectureRules rules = new ArchitectureRules(PLANTED);
  private final NamingAndSizeRules names = new NamingAndSizeRules(PLANTED, MAX_TYPES);

  @Test
  void forbiddenDependencies_andUndeclaredModules_areCaught() {
    assertThat(violatingClasses(rules.modulesDependOnlyOnModelAndPorts()))
        .containsExactlyInAnyOrder(
            "trace.UsesOtherModule", "cli.UsesTypedPort", "undeclared.UndeclaredModuleClass");
  }

  @Test
  void libraryInModel_isCaught() {
    assertThat(violatingClasses(rules.modelDependsOnlyOnTheJdk()))
        .containsExactlyInAnyOrder("model.ModelTypeWithLibrary");
  }

  @Test
  void sqlOutsideTheStore_isCaught() {
    assertThat(violatingClasses(rules.sqlOnlyInTheStore()))
        .containsExactlyInAnyOrder("api.UsesSqlClient", "api.UsesJdbc");
  }

  @Test
  void readingTheClock_isCaught() {
    assertThat(violatingClasses(rules.timeIsAnArgument()))
        .containsExactlyInAnyOrder("trace.ReadsClock", "ports.PortReadingClock");
  }

  @Test
  void blockingCalls_areCaught() {
    assertThat(violatingClasses(rules.nothingBlocksAnEventLoop()))
        .containsExactlyInAnyOrder(
            "trace.WaitsForFuture",
            "ingest.ReadsFile",
            "ingest.SleepsOnEventLoop",
            "ingest.WaitsForLatch",
            "api.UsesJdbc");
  }

  @Test
  void inventedEvents_areCaught() {
    assertThat(violatingClasses(rules.onlyReadersMakeEvents()))
        .containsExactlyInAnyOrder("trace.CreatesEvent", "trace.BuildsEvent", "trace.CopiesEvent");
  }

  @Test
  void untypedBusAddresses_areCaught() {
    assertThat(violatingClasses(rules.busOnlyThroughTypedPorts()))
        .containsExactlyInAnyOrder("trace.UsesUntypedAddress");
  }

  @Test
  void publicHelpers_areCaught() {
    assertThat(violatingClasses(names.modulesExposeOnlyKeyAndConfig()))
        .containsExactlyInAnyOrder("store.PublicHelper");
  }

  @Test
  void useOfAnotherModulesSubPackage_isCaught() {
    assertThat(violatingClasses(rules.subPackagesAreInternal()))
        .containsExactlyInAnyOrder("app.UsesInternalType");
  }

  @Test
  void cycleOfSubPackages_isCaught() {
    List<String> cycles =
        rules.subPackagesFormNoCycle().evaluate(plantedModules).getFailureReport().getDetails();

    assertThat(cycles)
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains(PLANTED + ".metrics.read.Reader", PLANTED + ".metrics.write.Writer");
  }

  @Test
  void largePackage_isCaught() {
    assertThat(violatingClasses(names.packagesAreSmall()))
        .containsExactlyInAnyOrder(
            "alerting.crowded.One",
            "alerting.crowded.Two",
            "alerting.crowded.Three",
            "alerting.crowded.Four",
            "alerting.crowded.Five");
  }

  @Test
  void repeatedSimpleName_isCaught() {
    assertThat(violatingClasses(names.simpleNamesAreUnique()))
        .containsExactlyInAnyOrder("export.SharedName", "notification.SharedName");
  }

  @Test
  void wideRecordWithoutBuilder_isCaught() {
    assertThat(violatingClasses(names.wideRecordsAreBuiltByName()))
        .containsExactlyInAnyOrder("slo.WideRecord");
  }

  private static Set<String> violatingClasses(ArchRule rule) {
    String report = rule.evaluate(plantedModules).getFailureReport().toString();
    return VIOLATING_CLASS
        .matcher(report)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toSet());
  }
}
