package com.example.contract.cluster;

import com.example.contract.support.Application;
import com.example.contract.support.Documents;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The cluster that {@code KUBECONFIG} points to, with a namespace for the tests of this JVM, and in it a privileged pod on
 * each node. The namespace goes when the JVM ends.
 */
public final class Cluster {

    /** How long an image, a volume or a node may take. */
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    static final Path OVERLAY = Path.of(System.getProperty("contract.overlay", "k8s/overlays/local"));
    private static final Cluster INSTANCE = new Cluster();

    private final Kubectl kubectl = new Kubectl(Application.NAME + "-contract-" + ProcessHandle.current().pid());
    private final Map<String, Node> nodes = new ConcurrentHashMap<>();
    private final JsonNode podTemplate = rendered("Deployment", Application.NAME).at("/spec/template");

    private Cluster() {
        this.kubectl.run("create", "namespace", this.kubectl.namespace());
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> this.kubectl.run("delete", "namespace", this.kubectl.namespace(), "--wait=false")));
        this.kubectl.apply(AGENT);
        this.kubectl.run("create", "serviceaccount", this.podTemplate.at("/spec/serviceAccountName").asString());
        awaitAgents();
    }

    private void awaitAgents() {
        String timeout = "--timeout=" + PATIENCE.toSeconds() + "s";
        this.kubectl.run("rollout", "status", "daemonset/node", timeout);
        this.kubectl.run("wait", "pods", "--selector=app=node", "--for=condition=Ready", timeout);
    }

    /** Sees the node's processes and files; the tests alone have it. */
    private static final String AGENT = """
            apiVersion: apps/v1
            kind: DaemonSet
            metadata:
              name: node
            spec:
              selector:
                matchLabels:
                  app: node
              template:
                metadata:
                  labels:
                    app: node
                spec:
                  hostPID: true
                  terminationGracePeriodSeconds: 0
                  tolerations:
                    - operator: Exists
                  containers:
                    - name: node
                      image: busybox:1.37
                      command: [sleep, infinity]
                      securityContext:
                        privileged: true
            """;

    public static Cluster get() {
        return INSTANCE;
    }

    /** The command line, in the namespace of the tests. */
    public Kubectl kubectl() {
        return this.kubectl;
    }

    /** The image of the service, without tag and digest. */
    public String image() {
        return this.podTemplate.at("/spec/containers/0/image").asString().replaceFirst("(:[^/@]*)?(@.*)?$", "");
    }

    /** What a Deployment makes pods from, as the overlay has it. */
    public ObjectNode podTemplate() {
        return (ObjectNode) this.podTemplate.deepCopy();
    }

    /** An object of the overlay, as {@code kubectl apply -k} would apply it. */
    public static JsonNode rendered(String kind, String name) {
        String manifests = new Kubectl("default").run("kustomize", OVERLAY.toString());
        return Documents.read(manifests)
                .stream()
                .filter(object -> object.path("kind").asString().equals(kind))
                .filter(object -> object.at("/metadata/name").asString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("%s has no %s %s".formatted(OVERLAY, kind, name)));
    }

    public List<String> nodeNames() {
        return ofEachNode("{.items[*].metadata.name}");
    }

    /** A node that is not this one. */
    public String nodeOtherThan(String name) {
        return nodeNames().stream().filter(other -> !other.equals(name)).findFirst().orElseThrow();
    }

    /** The nodes' own addresses, in the same sequence. */
    List<String> nodeAddresses() {
        return ofEachNode("{.items[*].status.addresses[?(@.type==\"InternalIP\")].address}");
    }

    private List<String> ofEachNode(String path) {
        return List.of(this.kubectl.run("get", "nodes", "--output=jsonpath=" + path).split(" ", -1));
    }

    /** The address that packets to the nodes come from. */
    public String thisMachine() {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(nodeAddresses().getFirst(), 9)); // sends nothing: only the route is looked up
            return socket.getLocalAddress().getHostAddress();
        } catch (SocketException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    /** Has each node asked by a new shell: the old one may have gone with it. */
    void forgetNodes() {
        this.nodes.values().forEach(Node::close);
        this.nodes.clear();
        awaitAgents();
    }

    /** A node by its name. */
    public Node node(String name) {
        return this.nodes.computeIfAbsent(name, _ -> {
            String pod = this.kubectl.run("get", "pods", "--selector=app=node",
                    "--field-selector=spec.nodeName=" + name, "--output=jsonpath={.items[0].metadata.name}");
            return new Node(this.kubectl, pod);
        });
    }
}
