package com.example.contract.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * A folder that changes as the kubelet changes a mounted ConfigMap or Secret: the visible files are links into
 * {@code ..data}, which is a link itself, and a change swaps it to a new folder with all files.
 */
public final class MountedFolder {

    private static final Path DATA = Path.of("..data");

    private final Path folder;
    private int versions;

    /** An empty one, or one that holds files already. */
    public MountedFolder(Path folder) {
        this.folder = folder;
    }

    public Path path() {
        return this.folder;
    }

    /** Replaces all files, by name. */
    public void replace(Map<String, String> files) {
        try {
            Files.createDirectories(this.folder);
            List<Path> before = entries();
            Path version = Files.createDirectory(this.folder.resolve("..version-" + this.versions++));
            for (var file : files.entrySet()) {
                Files.writeString(version.resolve(file.getKey()), file.getValue());
            }
            Path link = Files.createSymbolicLink(this.folder.resolve("..data_tmp"), version.getFileName());
            Files.move(link, this.folder.resolve(DATA), StandardCopyOption.ATOMIC_MOVE);
            for (String name : files.keySet()) {
                link(this.folder.resolve(name), DATA.resolve(name));
            }
            for (Path old : before) {
                if (!files.containsKey(old.getFileName().toString())) {
                    delete(old);
                }
            }
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> entries = Files.list(this.folder)) {
            return entries.filter(entry -> !entry.endsWith(DATA)).toList();
        }
    }

    private static void link(Path visible, Path target) throws IOException {
        if (!Files.isSymbolicLink(visible) || !Files.readSymbolicLink(visible).equals(target)) {
            delete(visible);
            Files.createSymbolicLink(visible, target);
        }
    }

    private static void delete(Path entry) throws IOException {
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
            FileSystemUtils.deleteRecursively(entry);
        } else {
            Files.deleteIfExists(entry);
        }
    }
}
