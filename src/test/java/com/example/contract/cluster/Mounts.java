package com.example.contract.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The volumes of a new pod: folders of this machine are mounted, each as a Secret, at the same path. */
public final class Mounts {

    private static final String SHELL = "/shell";

    private final ObjectNode spec;
    private final ArrayNode volumes;
    private final ArrayNode mounts;

    public Mounts(ObjectNode spec, ObjectNode container) {
        this.spec = spec;
        this.volumes = (ArrayNode) spec.get("volumes");
        this.mounts = (ArrayNode) container.get("volumeMounts");
    }

    /** Drops every volume but one. */
    public void leaveOnly(String name) {
        this.volumes.removeIf(volume -> !volume.path("name").asString().equals(name));
        this.mounts.removeIf(mount -> !mount.path("name").asString().equals(name));
    }

    /** Adds a folder with all that is in it. */
    public void add(Path folder) {
        String name = "mount-%d-of-%s".formatted(this.volumes.size(), Integer.toHexString(folder.hashCode()));
        ObjectNode secret = new JsonMapper().createObjectNode().put("apiVersion", "v1").put("kind", "Secret");
        secret.putObject("metadata").put("name", name);
        ObjectNode data = secret.putObject("data");
        ObjectNode source = volume(name, folder.toString()).putObject("secret").put("secretName", name);
        ArrayNode items = source.putArray("items");
        for (Path file : files(folder)) {
            String key = "file-" + items.size();
            data.put(key, content(file));
            items.addObject().put("key", key).put("path", folder.relativize(file).toString());
        }
        Cluster.get().kubectl().apply(secret.toString());
    }

    /** Adds a shell, from an image that has one, and says where it is. */
    public String addShell() {
        volume("shell", SHELL).putObject("emptyDir");
        ObjectNode copying = this.spec.putArray("initContainers")
                .addObject()
                .put("name", "shell")
                .put("image", "busybox:1.37");
        copying.putArray("command").add("cp").add("/bin/busybox").add(SHELL);
        copying.putArray("volumeMounts").addObject().put("name", "shell").put("mountPath", SHELL);
        return SHELL + "/busybox";
    }

    private ObjectNode volume(String name, String path) {
        this.mounts.addObject().put("name", name).put("mountPath", path);
        return this.volumes.addObject().put("name", name);
    }

    /** Not those behind {@code ..data}: their visible links lead to them. */
    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files
                    .filter(file -> Files.isRegularFile(file) && !folder.relativize(file).toString().startsWith(".."))
                    .toList();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static String content(Path file) {
        try {
            return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
