package com.example.contract.subject;

import com.example.contract.support.Application;
import com.example.contract.support.Command;
import com.example.contract.support.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/**
 * The jar that the build has packaged, taken apart as an image has it: the service's own jar, and its libraries next
 * to it, and an AOT cache. Starts in a quarter of the time of a jar within a jar, and leaves room on the class path for what
 * a test plants.
 */
public final class PackagedJar {

    private static final Path JAVA = Path.of(System.getProperty("java.home"), "bin", "java");
    private static final Path PACKAGED = Path
            .of(System.getProperty("contract.jar", "target/" + Application.NAME + ".jar"));
    private static final Path EXTRACTED = extract(PACKAGED);
    private static final Path CACHE = EXTRACTED.resolve("service.aot");

    private PackagedJar() {}

    /** Takes a jar apart, into a new folder. */
    static Path extract(Path jar) {
        Path folder = TemporaryFolder.create("contract-extracted");
        Command.run(JAVA.toString(), "-Djarmode=tools", "-jar", jar.toString(), "extract", "--force", "--destination",
                folder.toString()).orElseThrow();
        return folder;
    }

    public static String path() {
        return PACKAGED.toString();
    }

    public static String java() {
        return JAVA.toString();
    }

    /** The class with the service's {@code main}. */
    static String mainClass() {
        try (JarFile jar = new JarFile(EXTRACTED.resolve(PACKAGED.getFileName()).toFile())) {
            return jar.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** The class path, with what is planted. */
    public static String classPath(boolean planted) {
        String jar = EXTRACTED.resolve(PACKAGED.getFileName()).toString();
        return planted ? jar + ":" + Planted.folder() : jar;
    }

    /** The libraries alone, as an entry of a class path. */
    public static String libraries() {
        return EXTRACTED.resolve("lib") + "/*";
    }

    /**
     * Creates the AOT cache, unless there is one, by a run that becomes ready and is stopped.
     *
     * @see <a href="https://openjdk.org/jeps/514">JEP 514</a>
     */
    static synchronized void train(Launch launch) {
        if (Files.exists(CACHE)) {
            return;
        }
        try (Subject trained = ProcessSubject
                .start(launch.set("CHASSIS_DRAIN_LINGER", "0s").jvm("-XX:AOTCacheOutput=" + CACHE))) {
            trained.awaitReady();
            trained.signal("TERM");
            trained.awaitExit(Duration.ofMinutes(2));
        }
    }

    /** The flag that uses the cache, where there is one. */
    public static List<String> cache() {
        return Files.exists(CACHE) ? List.of("-XX:AOTCache=" + CACHE) : List.of();
    }

    public static String checksum() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(PACKAGED)));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
