package com.example.contract.support;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one process did for a trace.
 *
 * @param parent the id of the span that caused it, empty at the beginning
 * @param pod the pod's name, empty where the process does not say
 */
public record TraceSpan(String trace, String id, String parent, String name, String pod, Instant start,
        Duration lasted) {

    /**
     * Those of requests to a collector, in the order in which they began.
     *
     * @param requests each the body of one
     */
    public static List<TraceSpan> read(Stream<byte[]> requests) {
        return requests.map(TraceSpan::parsed)
                .flatMap(request -> request.getResourceSpansList().stream())
                .flatMap(TraceSpan::of)
                .sorted(Comparator.comparing(TraceSpan::start))
                .toList();
    }

    private static ExportTraceServiceRequest parsed(byte[] request) {
        try {
            return ExportTraceServiceRequest.parseFrom(request);
        } catch (InvalidProtocolBufferException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static Stream<TraceSpan> of(ResourceSpans process) {
        String pod = process.getResource()
                .getAttributesList()
                .stream()
                .filter(attribute -> attribute.getKey().equals("k8s.pod.name"))
                .map(attribute -> attribute.getValue().getStringValue())
                .findFirst()
                .orElse("");
        return process.getScopeSpansList()
                .stream()
                .flatMap(scope -> scope.getSpansList().stream())
                .map(span -> of(span, pod));
    }

    private static TraceSpan of(Span span, String pod) {
        return new TraceSpan(hex(span.getTraceId()), hex(span.getSpanId()), hex(span.getParentSpanId()), span.getName(),
                pod, Instant.ofEpochSecond(0, span.getStartTimeUnixNano()),
                Duration.ofNanos(span.getEndTimeUnixNano() - span.getStartTimeUnixNano()));
    }

    private static String hex(ByteString id) {
        return HexFormat.of().formatHex(id.toByteArray());
    }
}
