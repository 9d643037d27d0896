package com.example.contract.subject;

import com.github.dockerjava.api.DockerClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.testcontainers.DockerClientFactory;

/** The Docker engine that Testcontainers has found. */
public final class DockerEngine {

    private DockerEngine() {}

    public static DockerClient client() {
        return DockerClientFactory.instance().client();
    }

    /**
     * The address of this machine as containers see it. An engine that has just made its network does not name it; it is
     * the first of the subnet then.
     */
    public static String gateway() {
        return client().inspectNetworkCmd()
                .withNetworkId("bridge")
                .exec()
                .getIpam()
                .getConfig()
                .stream()
                .map(network -> network.getGateway() == null ? first(network.getSubnet()) : network.getGateway())
                .findFirst()
                .orElseThrow();
    }

    /** The first address of a subnet such as {@code 172.17.0.0/16}. */
    private static String first(String subnet) {
        return subnet.replaceFirst("\\.0/\\d+$", ".1");
    }

    /** What is in an image: files, folders and links. */
    public static List<TarArchiveEntry> list(String image) {
        return archive(image, "/", tar -> {
            List<TarArchiveEntry> entries = new ArrayList<>();
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries.add(entry);
            }
            return entries;
        });
    }

    /** The text of a file in an image. */
    public static String read(String image, String file) {
        return archive(image, file, tar -> {
            tar.getNextEntry();
            return new String(tar.readAllBytes(), StandardCharsets.UTF_8);
        });
    }

    private interface Reading<T> {

        T from(TarArchiveInputStream tar) throws IOException;
    }

    private static <T> T archive(String image, String path, Reading<T> reading) {
        String id = client().createContainerCmd(image).exec().getId();
        try (InputStream archive = client().copyArchiveFromContainerCmd(id, path).exec();
                TarArchiveInputStream tar = new TarArchiveInputStream(archive)) {
            return reading.from(tar);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        } finally {
            client().removeContainerCmd(id).withForce(true).withRemoveVolumes(true).exec();
        }
    }
}
