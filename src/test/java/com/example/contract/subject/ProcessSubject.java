package com.example.contract.subject;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.contract.support.TemporaryFolder;
import com.example.contract.system.LocalMachine;
import com.example.contract.system.OpenFiles;
import com.example.contract.system.ProcessInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packaged jar in its own JVM. */
final class ProcessSubject implements Subject {

    /** As in the image's entry point; a JVM's own words must not get between the lines of JSON. */
    private static final List<String> FLAGS = List.of(
            "-XX:Flags=" + Path.of("src/main/jib/app/jvm.flags").toAbsolutePath(), "-Xlog:disable",
            "-Xlog:all=warning:stderr");

    private final Process process;
    private final Set<ProcessHandle> children = new HashSet<>();
    private final Path folder;
    private final int port;
    private final int managementPort;

    private ProcessSubject(Process process, Path folder, int port, int managementPort) {
        this.process = process;
        this.folder = folder;
        this.port = port;
        this.managementPort = managementPort;
    }

    /** Starts it with what the launch says, and nothing of this process's own environment. */
    public static ProcessSubject start(Launch launch) {
        try {
            int port = Ports.next();
            int managementPort = Ports.next();
            Path folder = TemporaryFolder.create("contract-subject");
            ProcessBuilder builder = new ProcessBuilder(command(launch, folder))
                    .directory(Files.createDirectory(folder.resolve("work")).toFile())
                    .redirectOutput(folder.resolve("stdout").toFile())
                    .redirectError(folder.resolve("stderr").toFile());
            Map<String, String> environment = builder.environment();
            environment.clear();
            environment.put("SERVER_PORT", Integer.toString(port));
            environment.put("MANAGEMENT_SERVER_PORT", Integer.toString(managementPort));
            environment.putAll(launch.environment());
            return new ProcessSubject(builder.start(), folder, port, managementPort);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static List<String> command(Launch launch, Path folder) throws IOException {
        List<String> command = new ArrayList<>(List.of(PackagedJar.java()));
        command.addAll(FLAGS);
        String other = launch.classPath();
        if (other == null) {
            command.addAll(PackagedJar.cache());
        }
        command.add("-XX:MaxRAM=" + launch.memory());
        if (launch.isConfined()) {
            command.add("-XX:ActiveProcessorCount=1");
        }
        command.add("-Djava.io.tmpdir=" + Files.createDirectory(folder.resolve("tmp")));
        command.addAll(launch.jvm());
        command.addAll(List.of("-cp", (other != null) ? other : PackagedJar.classPath(launch.isPlanted()),
                PackagedJar.mainClass()));
        command.addAll(launch.arguments());
        return launch.behindAShell() ? Shell.inFrontOf(command, "/bin/sh") : command;
    }

    @Override
    public URI url() {
        return URI.create("http://localhost:" + this.port);
    }

    @Override
    public URI managementUrl() {
        return URI.create("http://localhost:" + this.managementPort);
    }

    @Override
    public void signal(String name) {
        this.process.descendants().forEach(this.children::add); // they cannot be found once their parent is gone
        try {
            int exit = new ProcessBuilder("kill", "-" + name, Long.toString(this.process.pid())).start().waitFor();
            assertThat(exit).as("kill -%s", name).isZero();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public int awaitExit(Duration longest) {
        try {
            assertThat(this.process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS))
                    .as(() -> "exit within " + longest + ": " + String.join("\n", stdout()))
                    .isTrue();
            return this.process.exitValue();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(ex);
        }
    }

    @Override
    public boolean isAlive() {
        return this.process.isAlive();
    }

    @Override
    public List<String> stdout() {
        return lines("stdout");
    }

    @Override
    public List<String> stderr() {
        return lines("stderr");
    }

    /** Read at once: line by line, one that is being written would become two. */
    private List<String> lines(String file) {
        try {
            return Files.readString(this.folder.resolve(file)).lines().toList();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public String checksum() {
        return PackagedJar.checksum();
    }

    @Override
    public List<String> writtenFiles() {
        try (Stream<Path> below = Files.walk(this.folder.resolve("work"))) {
            Stream<String> written = below.filter(Files::isRegularFile).map(Path::toString);
            return Stream.concat(written, new OpenFiles(this.process.pid()).forWriting(this.folder).stream()).toList();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public ProcessInfo proc() {
        return new ProcessInfo(new LocalMachine(), this.process.pid());
    }

    @Override
    public void close() {
        this.process.descendants().forEach(this.children::add);
        this.children.forEach(ProcessHandle::destroyForcibly);
        this.process.destroyForcibly().onExit().join();
        TemporaryFolder.delete(this.folder);
    }
}
