package dev.intentobserve.tests.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** CPU time and memory of processes, from {@code /proc}. */
final class CpuTime {
  private static final Path PROC = Path.of("/proc");

  /** What a tick is for user space, on every architecture (USER_HZ). */
  private static final long TICKS_PER_SECOND = 100;

  private CpuTime() {}

  /**
   * Part of {@code /proc/PID/stat}, in ticks.
   *
   * @param own user and system time of the process
   * @param reaped the same of its ended children, and of theirs
   */
  record Stat(long parent, long own, long reaped) {
    /** The name of the program stands in parentheses and may contain spaces and parentheses. */
    static Stat parse(String line) {
      String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ", -1);
      return new Stat(
          Long.parseLong(fields[1]),
          Long.parseLong(fields[11]) + Long.parseLong(fields[12]),
          Long.parseLong(fields[13]) + Long.parseLong(fields[14]));
    }
  }

  static Duration ofProcess(long pid) {
    return duration(stat(PROC.resolve(Long.toString(pid))).map(Stat::own).orElse(0L));
  }

  /** A process, its running children, and those that have ended. */
  static Duration withChildren(long pid) throws IOException {
    long ticks =
        stat(PROC.resolve(Long.toString(pid))).map(stat -> stat.own() + stat.reaped()).orElse(0L);
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        ticks +=
            stat(process)
                .filter(child -> child.parent() == pid)
                .map(child -> child.own() + child.reaped())
                .orElse(0L);
      }
    }
    return duration(ticks);
  }

  /** A size in {@code /proc/PID/status}, such as VmRSS (now) or VmHWM (the peak), in MB. */
  static double megabytes(long pid, String field) throws IOException {
    return Files.readAllLines(PROC.resolve(pid + "/status")).stream()
        .filter(line -> line.startsWith(field + ":"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElseThrow(() -> new IOException("no " + field));
  }

  /** Empty for a process that has ended meanwhile. */
  private static Optional<Stat> stat(Path process) {
    try {
      return Optional.of(Stat.parse(Files.readString(process.resolve("stat"))));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Duration duration(long ticks) {
    return Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND);
  }
}
