package dev.intentobserve.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Stream;

/** Which module and sub-package a class below the root package belongs to. */
record ModulePaths(String root) {
  /** The package below the root package, such as {@code store.sql}; empty for any other. */
  String pathOf(JavaClass type) {
    String name = type.getBaseComponentType().getPackageName();
    return name.startsWith(root + ".") ? name.substring(root.length() + 1) : "";
  }

  String moduleOf(JavaClass type) {
    return pathOf(type).split("\\.")[0];
  }

  String subPackageOf(JavaClass type) {
    String[] parts = pathOf(type).split("\\.", 2);
    return parts.length > 1 ? parts[1] : "";
  }

  boolean isOurs(JavaClass type) {
    return resideInAPackage(root + "..").test(type.getBaseComponentType());
  }

  /** As package patterns. */
  String[] modules(String... names) {
    return Arrays.stream(names).map(name -> root + "." + name + "..").toArray(String[]::new);
  }

  /** Only a generated builder has the nested interface that copies a record. */
  static boolean isGeneratedBuilder(JavaClass type) {
    return type.getMethods().stream()
        .anyMatch(method -> method.getRawReturnType().getName().equals(type.getName() + "$With"));
  }

  /**
   * A condition about one type.
   *
   * @param violations how a type breaks it, as texts that name the type first
   */
  static ArchCondition<JavaClass> condition(
      String description, Function<JavaClass, Stream<String>> violations) {
    return new ArchCondition<>(description) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        violations
            .apply(type)
            .forEach(text -> events.add(SimpleConditionEvent.violated(type, text)));
      }
    };
  }
}
