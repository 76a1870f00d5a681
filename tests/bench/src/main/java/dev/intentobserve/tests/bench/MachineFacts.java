package dev.intentobserve.tests.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What the machine is, without names of hosts, users and paths. */
final class MachineFacts {
  private MachineFacts() {}

  static Map<String, String> of(String postgres) throws IOException {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Processors", Runtime.getRuntime().availableProcessors() + " × " + processor());
    facts.put("Memory", "%.0f GB".formatted(kilobytes("MemTotal") / 1024 / 1024));
    facts.put("System", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    facts.put("Java", Runtime.version().toString());
    facts.put("PostgreSQL", postgres + ", fsync, synchronous_commit and full_page_writes on");
    facts.put("Load at the start", "%.1f".formatted(load()));
    return facts;
  }

  /** Above a half of the processors before anything has begun, values are not comparable. */
  static double load() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  private static String processor() throws IOException {
    return Files.readAllLines(Path.of("/proc/cpuinfo")).stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse("unknown");
  }

  private static double kilobytes(String field) throws IOException {
    return Files.readAllLines(Path.of("/proc/meminfo")).stream()
        .filter(line -> line.startsWith(field + ":"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElse(0);
  }
}
