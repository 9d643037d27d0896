package com.example.contract.cluster;

import com.example.contract.support.Application;
import com.example.contract.support.TraceReceiver;
import com.example.contract.support.TraceSpan;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A collector of traces, in a pod, in a namespace with the label that the component for tracing asks for. */
public final class CollectorPod implements AutoCloseable {

    static final int PORT = 4318; // of OTLP over HTTP

    private static final String LABEL = Application.DOMAIN + "/collector";

    private final Kubectl kubectl = Cluster.get().kubectl();
    private final Pod pod;

    public CollectorPod() {
        this.kubectl.run("label", "namespace", this.kubectl.namespace(), "--overwrite", LABEL + "=true");
        this.pod = JavaPod.start("collector",
                List.of(JavaPod.file(CollectorMain.class), JavaPod.file(TraceReceiver.class)), CollectorMain.class);
    }

    public String url() {
        return "http://%s:%d".formatted(this.pod.address(), PORT);
    }

    /** The spans that have come so far, by their trace. */
    public Map<String, List<TraceSpan>> traces() {
        return TraceSpan.read(this.pod.log("stdout").stream().map(Base64.getDecoder()::decode))
                .stream()
                .collect(Collectors.groupingBy(TraceSpan::trace));
    }

    @Override
    public void close() {
        this.pod.delete();
        this.kubectl.run("label", "namespace", this.kubectl.namespace(), LABEL + "-");
    }
}
