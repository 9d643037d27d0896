package com.example.chassis.config;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.env.ConfigTreePropertySource;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.Resource;

/**
 * The folders that configuration was read from. The kubelet replaces such a folder's content by swapping the link
 * {@code ..data}, to which the visible files lead.
 *
 * @param sources each folder of a configuration tree, and each file that was imported
 */
record MountedFiles(List<Path> sources) {

    /** A ConfigMap or a Secret holds at most 1 MiB. */
    private static final long LARGEST = 1 << 20;
    private static final int MOST = 1_000;

    static MountedFiles of(ConfigurableEnvironment environment) {
        return new MountedFiles(
                environment.getPropertySources().stream().flatMap(MountedFiles::pathOf).distinct().toList());
    }

    /** Where a change is seen: the folders themselves, and those that hold the files. */
    List<Path> folders() {
        return this.sources.stream().map(path -> Files.isDirectory(path) ? path : path.getParent()).distinct().toList();
    }

    /** What mounted files set, whether or not something else overrides it. */
    static Map<String, String> properties(ConfigurableEnvironment environment) {
        Map<String, String> set = new TreeMap<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> file && pathOf(source).findAny().isPresent()) {
                for (String name : file.getPropertyNames()) {
                    set.putIfAbsent(name, String.valueOf(file.getProperty(name)).strip());
                }
            }
        }
        return set;
    }

    private static Stream<Path> pathOf(PropertySource<?> source) {
        if (source instanceof ConfigTreePropertySource tree) {
            return Stream.of(tree.getSource());
        }
        if (source instanceof EnumerablePropertySource<?> file) {
            return Stream.of(file.getPropertyNames())
                    .limit(1)
                    .map(name -> OriginLookup.getOrigin(file, name))
                    .filter(TextResourceOrigin.class::isInstance)
                    .map(origin -> ((TextResourceOrigin) origin).getResource())
                    .filter(resource -> resource != null && resource.isFile() && !isOfTheProgram(resource))
                    .map(MountedFiles::file)
                    .map(found -> found.toPath().toAbsolutePath());
        }
        return Stream.of();
    }

    private static boolean isOfTheProgram(Resource resource) {
        return resource.getDescription().startsWith("class path resource");
    }

    private static File file(Resource resource) {
        try {
            return resource.getFile();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /**
     * The files at one moment.
     *
     * @param hash equal as long as no file has changed, and as long as they cannot be used for the same reason
     * @param problem a folder is missing, cannot be read, or holds more than configuration may
     */
    record Fingerprint(String hash, @Nullable InvalidPropertyException problem) {

        void assertUsable() {
            if (this.problem != null) {
                throw this.problem;
            }
        }
    }

    Fingerprint fingerprint() {
        try {
            return new Fingerprint(hash(), null);
        } catch (InvalidPropertyException ex) {
            return new Fingerprint(String.valueOf(ex.getMessage()), ex);
        }
    }

    private String hash() {
        MessageDigest digest = sha256();
        for (Path source : this.sources) {
            try (Stream<Path> walk = Files.walk(source, 4, FileVisitOption.FOLLOW_LINKS)) {
                List<Path> files = walk.filter(file -> isVisible(source.relativize(file)) && Files.isRegularFile(file))
                        .limit(MOST + 1)
                        .sorted()
                        .toList();
                if (files.size() > MOST) {
                    throw unusable(source, "holds more than 1,000 files", "Mount a folder of its own");
                }
                for (Path file : files) {
                    if (Files.size(file) > LARGEST) {
                        throw unusable(file, "is larger than 1 MiB", "Use a smaller file");
                    }
                    digest.update(file.toString().getBytes(StandardCharsets.UTF_8));
                    digest.update(Files.readAllBytes(file));
                }
            } catch (IOException | UncheckedIOException ex) {
                throw unusable(source, "cannot be read: " + ex.getMessage(), "Mount it again, readable for the user");
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Not {@code ..data} and the folders that it leads to, whose files are seen by their visible links. */
    private static boolean isVisible(Path relative) {
        return Stream.iterate(relative, path -> path != null, Path::getParent)
                .noneMatch(path -> path.getFileName().toString().startsWith(".."));
    }

    private static InvalidPropertyException unusable(Path path, String reason, String fix) {
        return new InvalidPropertyException("spring.config.import", path.toString(), "mounted", reason, fix + ".");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
