package dev.intentobserve.app.telemetry;

import com.sun.management.OperatingSystemMXBean;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives the metrics of JVM and machine the names that Prometheus expects: base units, and no suffix
 * that belongs to histograms.
 */
public final class JvmMeterFilter implements MeterFilter {
  /** Not in base units; replaced by counters in seconds. */
  private static final Set<String> REPLACED = Set.of("process.cpu.time", "jvm.compilation.time");

  private JvmMeterFilter() {}

  /** To be called before anything is registered. */
  public static void configure(MeterRegistry registry) {
    registry.config().meterFilter(new JvmMeterFilter());
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
      FunctionCounter.builder("process.cpu", system, bean -> bean.getProcessCpuTime() / 1e9)
          .description("CPU time used by this process")
          .baseUnit("seconds")
          .register(registry);
    }
    @Nullable CompilationMXBean compiler = ManagementFactory.getCompilationMXBean();
    if (compiler != null && compiler.isCompilationTimeMonitoringSupported()) {
      FunctionCounter.builder("jvm.compilation", compiler, JvmMeterFilter::compiled)
          .description("Time spent in compilation")
          .baseUnit("seconds")
          .register(registry);
    }
  }

  private static double compiled(CompilationMXBean bean) {
    return bean.getTotalCompilationTime() / 1e3;
  }

  @Override
  public MeterFilterReply accept(Meter.Id id) {
    return REPLACED.contains(id.getName()) ? MeterFilterReply.DENY : MeterFilterReply.NEUTRAL;
  }

  @Override
  public Meter.Id map(Meter.Id id) {
    return id.getName().equals("system.cpu.count") ? id.withName("system.cpus") : id;
  }
}
