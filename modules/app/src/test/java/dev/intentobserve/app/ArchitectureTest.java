package dev.intentobserve.app;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The product keeps the rules of its architecture. Tests are not checked. */
@AnalyzeClasses(packages = "dev.intentobserve", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final ArchitectureRules rules = new ArchitectureRules("dev.intentobserve");
  private static final NamingAndSizeRules names = new NamingAndSizeRules("dev.intentobserve");

  @ArchTest
  static final ArchRule modules_depend_only_on_model_and_ports =
      rules.modulesDependOnlyOnModelAndPorts();

  @ArchTest static final ArchRule model_depends_only_on_the_jdk = rules.modelDependsOnlyOnTheJdk();

  @ArchTest static final ArchRule sql_only_in_the_store = rules.sqlOnlyInTheStore();

  @ArchTest static final ArchRule time_is_an_argument = rules.timeIsAnArgument();

  @ArchTest static final ArchRule nothing_blocks_an_event_loop = rules.nothingBlocksAnEventLoop();

  @ArchTest static final ArchRule only_readers_make_events = rules.onlyReadersMakeEvents();

  @ArchTest static final ArchRule bus_only_through_typed_ports = rules.busOnlyThroughTypedPorts();

  @ArchTest
  static final ArchRule modules_expose_only_key_and_config = names.modulesExposeOnlyKeyAndConfig();

  @ArchTest static final ArchRule sub_packages_are_internal = rules.subPackagesAreInternal();

  @ArchTest static final ArchRule sub_packages_form_no_cycle = rules.subPackagesFormNoCycle();

  @ArchTest static final ArchRule packages_are_small = names.packagesAreSmall();

  @ArchTest static final ArchRule simple_names_are_unique = names.simpleNamesAreUnique();

  @ArchTest
  static final ArchRule wide_records_are_built_by_name = names.wideRecordsAreBuiltByName();
}
