package com.example.contract.subject;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.example.contract.support.Command;
import com.example.contract.support.Command.Outcome;
import com.example.contract.support.TemporaryFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * The program of the release before. The system property {@code contract.previous} names its jar, or a commit or tag;
 * else it is the last commit before the newest migration. A commit is compiled here, against this release's libraries; the
 * system property {@code contract.processor} names the annotation processor that writes its metadata.
 */
public final class PreviousRelease {

    private static final Path POM = Path.of("pom.xml");
    private static final Pattern STARTER = Pattern.compile("<artifactId>spring-boot-starter-(\\w+)");

    private static final String MIGRATIONS = "src/main/resources/db/migration";

    private PreviousRelease() {}

    /** Its class path. Without a history of commits the test is aborted. */
    public static String classPath() {
        String named = System.getProperty("contract.previous", "");
        if (named.endsWith(".jar")) {
            Path jar = Path.of(named);
            return PackagedJar.extract(jar).resolve(jar.getFileName()).toString();
        }
        return compile(named.isEmpty() ? lastBeforeNewestMigration() : named);
    }

    private static String lastBeforeNewestMigration() {
        if (!git("status", "--porcelain", "--", MIGRATIONS).isEmpty()) {
            return "HEAD"; // the newest migration is not committed yet
        }
        return git("log", "-1", "--diff-filter=A", "--format=%H", "--", MIGRATIONS) + "^";
    }

    private static String compile(String commit) {
        try {
            Path folder = TemporaryFolder.create("contract-previous");
            git("archive", "--output=" + folder.resolve("sources.zip"), commit, "src/main", POM.toString());
            run(folder, tool("jar"), "--extract", "--file", "sources.zip");
            Path classes = folder.resolve("classes");
            Path main = folder.resolve("src").resolve("main");
            FileSystemUtils.copyRecursively(main.resolve("resources"), classes);
            Path build = Path.of("META-INF", "build-info.properties"); // which the build makes, not the compiler
            Files.copy(Path.of("target", "classes").resolve(build), classes.resolve(build));
            String libraries = libraries(folder.resolve(POM));
            List<String> javac = new ArrayList<>(
                    List.of(tool("javac"), "-processorpath", System.getProperty("contract.processor", ""),
                            "-parameters", "-nowarn", "-d", classes.toString(), "-cp", libraries));
            try (Stream<Path> sources = Files.walk(main)) {
                sources.map(Path::toString).filter(path -> path.endsWith(".java")).forEach(javac::add);
            }
            run(folder, javac.toArray(String[]::new));
            assumeThat(classes.resolve(PackagedJar.mainClass().replace('.', '/') + ".class"))
                    .as("the previous release has the same main class")
                    .exists();
            return classes + ":" + libraries;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** This release's, without modules of Spring Boot whose starter is new: they would configure the old program, too. */
    private static String libraries(Path oldPom) throws IOException {
        Set<String> added = starters(POM);
        added.removeAll(starters(oldPom));
        try (Stream<Path> jars = Files.list(Path.of(PackagedJar.libraries()).resolveSibling(""))) {
            return jars
                    .filter(jar -> added.stream()
                            .noneMatch(module -> jar.getFileName().toString().startsWith("spring-boot-" + module)))
                    .map(Path::toString)
                    .collect(Collectors.joining(":"));
        }
    }

    private static Set<String> starters(Path pom) throws IOException {
        return STARTER.matcher(Files.readString(pom))
                .results()
                .map(starter -> starter.group(1))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private static String tool(String name) {
        return Path.of(PackagedJar.java()).resolveSibling(name).toString();
    }

    private static String git(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        return run(Path.of(""), command.toArray(String[]::new));
    }

    private static String run(Path folder, String... command) {
        Outcome outcome = Command.run(folder, "", List.of(command));
        assumeThat(outcome.exit()).as("no previous release available: %s", outcome).isZero();
        return outcome.output().strip();
    }
}
