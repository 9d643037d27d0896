package com.example.orders.contract;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.example.orders.support.Command;
import com.example.orders.support.Command.Outcome;
import com.example.orders.support.Folder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * The program of the release before. The system property {@code contract.yesterday} names its jar, or a commit or tag;
 * else it is the last commit before the newest migration. What is named by a commit is compiled here, against today's
 * libraries; what the build generates, such as the names of the settings, is today's too.
 */
final class Yesterday {

    private static final String MIGRATIONS = "src/main/resources/db/migration";

    private Yesterday() {}

    /** Its class path. Without a history of commits the test is skipped. */
    static String classPath() {
        String named = System.getProperty("contract.yesterday", "");
        if (named.endsWith(".jar")) {
            Path jar = Path.of(named);
            return PackagedJar.extract(jar).resolve(jar.getFileName()).toString();
        }
        return compile(named.isEmpty() ? lastBeforeTheNewestMigration() : named);
    }

    private static String lastBeforeTheNewestMigration() {
        if (!git("status", "--porcelain", "--", MIGRATIONS).isEmpty()) {
            return "HEAD"; // the newest is not committed yet
        }
        return git("log", "-1", "--diff-filter=A", "--format=%H", "--", MIGRATIONS) + "^";
    }

    private static String compile(String commit) {
        try {
            Path folder = Folder.temporary("orders-yesterday");
            git("archive", "--output=" + folder.resolve("sources.zip"), commit, "src/main");
            run(folder, tool("jar"), "--extract", "--file", "sources.zip");
            Path classes = folder.resolve("classes");
            Path main = folder.resolve("src").resolve("main");
            FileSystemUtils.copyRecursively(Path.of("target", "classes", "META-INF"), classes.resolve("META-INF"));
            FileSystemUtils.copyRecursively(main.resolve("resources"), classes);
            String libraries = PackagedJar.libraries();
            List<String> javac = new ArrayList<>(List.of(tool("javac"), "-proc:none", "-parameters", "-nowarn", "-d",
                    classes.toString(), "-cp", libraries));
            try (Stream<Path> sources = Files.walk(main)) {
                sources.map(Path::toString).filter(path -> path.endsWith(".java")).forEach(javac::add);
            }
            run(folder, javac.toArray(String[]::new));
            return classes + ":" + libraries;
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
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
        assumeThat(outcome.exit()).as("no release before to be had: %s", outcome).isZero();
        return outcome.output().strip();
    }
}
