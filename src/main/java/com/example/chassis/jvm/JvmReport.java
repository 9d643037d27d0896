package com.example.chassis.jvm;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.PlatformManagedObject;
import java.lang.management.RuntimeMXBean;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** The log line of what the JVM found when it started: the container's limits, and what it chose within them. */
public final class JvmReport {

    private static final Logger logger = LoggerFactory.getLogger(JvmReport.class);

    private JvmReport() {}

    /** Logs it. Comes before anything that may fail. */
    public static void log() {
        String aotCache = aotCache();
        logger.atLevel(aotCache.equals("refused") ? Level.WARN : Level.INFO)
                .addKeyValue("java_version", Runtime.version().toString())
                .addKeyValue("cpus", Runtime.getRuntime().availableProcessors())
                .addKeyValue("memory_bytes", bean(OperatingSystemMXBean.class).getTotalMemorySize())
                .addKeyValue("max_heap_bytes", Runtime.getRuntime().maxMemory())
                .addKeyValue("collector", collector())
                .addKeyValue("aot_cache", aotCache)
                .addKeyValue("jvm_flags", flags())
                .log("JVM started, AOT cache {}", aotCache);
    }

    /** A JVM that shares no class data has rejected the cache, or was told to; it says why on stderr. */
    private static String aotCache() {
        if (option("AOTCache").isEmpty()) {
            return "none";
        }
        return System.getProperty("java.vm.info", "").contains("sharing") ? "used" : "refused";
    }

    private static String collector() {
        return Stream.of("Serial", "Parallel", "G1", "Z", "Shenandoah")
                .filter(name -> option("Use" + name + "GC").equals("true"))
                .findFirst()
                .orElse("other");
    }

    /** The flags of the JVM, never a system property: it may be a secret. In a file they have no {@code -XX:}. */
    private static List<String> flags() {
        return bean(RuntimeMXBean.class).getInputArguments()
                .stream()
                .filter(flag -> flag.matches("-X.*|(?!-D)[+-]?\\w+(=\\S*)?"))
                .toList();
    }

    private static String option(String name) {
        return bean(HotSpotDiagnosticMXBean.class).getVMOption(name).getValue();
    }

    private static <T extends PlatformManagedObject> T bean(Class<T> type) {
        return ManagementFactory.getPlatformMXBean(type);
    }
}
