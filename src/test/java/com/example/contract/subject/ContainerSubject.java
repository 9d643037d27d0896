package com.example.contract.subject;

import com.example.contract.support.Application;
import com.example.contract.system.LocalMachine;
import com.example.contract.system.ProcessInfo;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import com.github.dockerjava.api.model.AccessMode;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ChangeLog;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.StreamType;
import com.github.dockerjava.api.model.Volume;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * The image in its own container, as confined as a pod: one processor, a limit of memory, a file system that cannot
 * be written, no capability, no way to get more privileges.
 */
public final class ContainerSubject implements AddressedSubject {

    /** As {@code docker} and a pod's manifest name it; the system property says which tag is to be tested. */
    public static final String IMAGE = System.getProperty("contract.image", Application.NAME + ":latest");

    /** One processor, as the engine counts. */
    private static final double NANO_PROCESSORS = 1e9;

    private static final String ROOT = "0";

    /** As a platform may choose it, with a group; the image's own by default. */
    private static final String USER = System.getProperty("contract.user", "");

    private final DockerClient docker = DockerEngine.client();
    private final String id;
    private final Output output = new Output();
    private final InspectContainerResponse started;

    private ContainerSubject(String id) {
        this.id = id;
        this.docker.logContainerCmd(id).withStdOut(true).withStdErr(true).withFollowStream(true).exec(this.output);
        this.started = this.docker.inspectContainerCmd(id).exec();
    }

    public static ContainerSubject start(Launch launch) {
        DockerClient docker = DockerEngine.client();
        List<String> entrypoint = entrypoint(launch);
        CreateContainerCmd create = docker.createContainerCmd(IMAGE)
                .withEntrypoint(entrypoint)
                .withCmd(launch.arguments())
                .withEnv(launch.environment()
                        .entrySet()
                        .stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue())
                        .toList())
                .withUser(launch.isUnconfined() ? ROOT : USER)
                .withHostConfig(confined(launch));
        String id = create.exec().getId();
        docker.startContainerCmd(id).exec();
        return new ContainerSubject(id);
    }

    private static HostConfig confined(Launch launch) {
        List<Path> mounts = new ArrayList<>(launch.mounts());
        if (launch.behindAShell()) {
            mounts.add(ShellBinary.folder());
        }
        if (launch.isPlanted()) {
            mounts.add(Planted.folder());
        }
        return HostConfig.newHostConfig()
                .withMemory(launch.memory())
                .withMemorySwap(launch.memory())
                .withNanoCPUs((long) (launch.processors() * NANO_PROCESSORS))
                .withReadonlyRootfs(!launch.isUnconfined())
                .withTmpFs(Map.of("/tmp", ""))
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withBinds(mounts.stream()
                        .map(folder -> new Bind(folder.toString(), new Volume(folder.toString()), AccessMode.ro))
                        .toList());
    }

    /** The image's own, with a test's flags behind {@code java}, and what it plants at the end of the class path. */
    private static List<String> entrypoint(Launch launch) {
        String[] command = Objects
                .requireNonNull(Objects.requireNonNull(DockerEngine.client().inspectImageCmd(IMAGE).exec().getConfig())
                        .getEntrypoint());
        List<String> entrypoint = new ArrayList<>(Arrays.asList(command));
        if (launch.isPlanted()) {
            int classPath = entrypoint.indexOf("-cp") + 1;
            String own = DockerEngine.read(IMAGE, entrypoint.get(classPath).substring(1)).strip(); // "@" and a file
            entrypoint.set(classPath, own + ":" + Planted.folder());
        }
        entrypoint.addAll(entrypoint.indexOf("-cp"), launch.jvm());
        return launch.behindAShell() ? ShellBinary.inFrontOf(entrypoint, launch.arguments()) : entrypoint;
    }

    public String id() {
        return this.id;
    }

    @Override
    public String address() {
        ContainerNetwork bridge = this.started.getNetworkSettings().getNetworks().get("bridge");
        return Objects.requireNonNull(Objects.requireNonNull(bridge).getIpAddress());
    }

    @Override
    public void signal(String name) {
        this.docker.killContainerCmd(this.id).withSignal(name).exec();
    }

    @Override
    public int awaitExit(Duration longest) {
        int exit = this.docker.waitContainerCmd(this.id)
                .exec(new WaitContainerResultCallback())
                .awaitStatusCode(longest.toMillis(), TimeUnit.MILLISECONDS);
        try {
            this.output.awaitCompletion();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        return exit;
    }

    @Override
    public boolean isAlive() {
        return Boolean.TRUE.equals(this.docker.inspectContainerCmd(this.id).exec().getState().getRunning());
    }

    @Override
    public List<String> stdout() {
        return this.output.lines(StreamType.STDOUT);
    }

    @Override
    public List<String> stderr() {
        return this.output.lines(StreamType.STDERR);
    }

    @Override
    public String checksum() {
        return Objects.requireNonNull(this.started.getImageId());
    }

    @Override
    public List<String> writtenFiles() {
        List<ChangeLog> changes = this.docker.containerDiffCmd(this.id).exec();
        return (changes != null) ? changes.stream().map(ChangeLog::getPath).toList() : List.of();
    }

    @Override
    public ProcessInfo proc() {
        return new ProcessInfo(new LocalMachine(), Objects.requireNonNull(this.started.getState().getPidLong()));
    }

    @Override
    public void close() {
        this.docker.removeContainerCmd(this.id).withForce(true).withRemoveVolumes(true).exec();
    }

    /** What the container has written to its two streams. */
    private static final class Output extends ResultCallback.Adapter<Frame> {

        private final ByteArrayOutputStream stdout = new ByteArrayOutputStream();
        private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

        @Override
        public void onNext(Frame frame) {
            stream(frame.getStreamType()).writeBytes(frame.getPayload());
        }

        List<String> lines(StreamType type) {
            return stream(type).toString(StandardCharsets.UTF_8).lines().toList();
        }

        private ByteArrayOutputStream stream(StreamType type) {
            return (type == StreamType.STDERR) ? this.stderr : this.stdout;
        }
    }
}
