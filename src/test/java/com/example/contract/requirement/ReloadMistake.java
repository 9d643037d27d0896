package com.example.contract.requirement;

import com.example.contract.subject.SubjectKind;
import com.example.contract.support.MountedFolder;
import com.example.contract.support.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What may go wrong with a mounted folder.
 *
 * @param what in words
 * @param change brings it about
 * @param expected a part of the error
 */
record ReloadMistake(String what, Change change, String expected) {

    /** A property of every service that changes while it runs. */
    static final String LIMIT = "chassis.overload.max-concurrent-requests";

    private static final String TASKS = "chassis.drain.tasks";

    /** Something that is done to a folder. */
    interface Change {

        void make(MountedFolder folder) throws IOException;
    }

    static Stream<ReloadMistake> all() {
        return Stream
                .of(limit("no number", "many", LIMIT + "=many"), limit("a fraction", "1.5", LIMIT + "=1.5"),
                        limit("two numbers", "77,78", LIMIT + "=77,78"),
                        limit("out of range", "0", "greater than or equal to 1"),
                        limit("too large a number", "99999999999", LIMIT + "=99999999999"),
                        limit("an empty file", "", LIMIT), limit("UTF-16", "7\0007\000", LIMIT),
                        limit("a placeholder for nothing", "${nothing}", "nothing"),
                        limit("a file of 10 MiB", "7".repeat(10 << 20), "larger than 1 MiB"),
                        also("an unknown name", "chassis.overlod", "77", "no such property exists"),
                        also("a name that was renamed", "platform.drain.linger", "1s", "chassis.drain.linger"),
                        also("a mistake in what needs a restart", TASKS, "soon", TASKS + "=soon"),
                        also("what does not fit together", TASKS, "10m", "within grace-period"),
                        also("a negative duration", "chassis.overload.retry-after", "-1s",
                                "chassis.overload.retry-after"),
                        also("a level that is none", "logging.level.root", "loud", "logging.level.root=loud"),
                        also("a truth value that is none", "chassis.access-log.enabled", "perhaps", "true or false"),
                        also("half written", "chassis.access-log.enabled", "tr", "true or false"),
                        new ReloadMistake("2,000 files", ReloadMistake::manyFiles, "more than 1,000 files"),
                        new ReloadMistake("a folder in place of a file", ReloadMistake::folderInPlaceOfAFile, LIMIT),
                        new ReloadMistake("a link in a circle", ReloadMistake::circle, LIMIT),
                        new ReloadMistake("a mount that is gone", folder -> TemporaryFolder.delete(folder.path()),
                                "cannot be read"),
                        new ReloadMistake("a file that may not be read", ReloadMistake::forbidden, "cannot be read"))
                .filter(ReloadMistake::isPossible);
    }

    private static ReloadMistake limit(String what, String content, String expected) {
        return new ReloadMistake(what, folder -> folder.replace(Map.of(LIMIT, content)), expected);
    }

    private static ReloadMistake also(String what, String name, String content, String expected) {
        return new ReloadMistake(what, folder -> folder.replace(Map.of(LIMIT, "77", name, content)), expected);
    }

    private static void manyFiles(MountedFolder folder) {
        folder.replace(
                IntStream.range(0, 2_000).mapToObj(i -> "file-" + i).collect(Collectors.toMap(name -> name, _ -> "")));
    }

    private static void folderInPlaceOfAFile(MountedFolder folder) throws IOException {
        Path file = folder.path().resolve(LIMIT);
        Files.delete(file);
        Files.writeString(Files.createDirectory(file).resolve("value"), "77");
    }

    private static void circle(MountedFolder folder) throws IOException {
        Path file = folder.path().resolve(LIMIT);
        Files.delete(file);
        Files.createSymbolicLink(file, file.getFileName());
    }

    private static void forbidden(MountedFolder folder) throws IOException {
        Files.setPosixFilePermissions(folder.path().resolve(LIMIT), Set.of());
    }

    /** Root may read every file, as a process of root. */
    private boolean isPossible() {
        return !this.what.equals("a file that may not be read") || SubjectKind.chosen() != SubjectKind.PROCESS
                || !System.getProperty("user.name").equals("root");
    }

    @Override
    public String toString() {
        return this.what;
    }
}
