package com.example.contract.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.example.contract.ServiceDriver;
import com.example.contract.support.Application;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each rule is seen to fail: an overlay that is broken in one place breaks that rule, and no other. */
class BrokenManifestTests {

    /** Rule, overlay, object, place, and its new value; nothing where it is removed. {@code {app}} is the service. */
    private static final String BREAKS = """
            IMG-1  | local | Deployment/{app} | /spec/template/spec/containers/0/image | {image}:latest
            IMG-1  | local | StatefulSet/postgres | /spec/template/spec/containers/0/image | postgres
            IMG-2  | local | Deployment/{app} | /spec/template/spec/containers/0/imagePullPolicy | Never
            IMG-2  | gke   | CronJob/retention | /spec/jobTemplate/spec/template/spec/containers/0/imagePullPolicy | IfNotPresent
            RES-1  | local | Deployment/{app} | /spec/template/spec/containers/0/resources/requests/cpu |
            RES-1  | local | CronJob/retention | /spec/jobTemplate/spec/template/spec/containers/0/resources/limits/memory |
            RES-1  | gke   | Deployment/{app} | /spec/template/spec/initContainers/0/resources/limits/cpu |
            RES-2  | local | StatefulSet/postgres | /spec/template/spec/containers/0/resources/limits/ephemeral-storage |
            SEC-1  | local | Deployment/{app} | /spec/template/spec/securityContext/runAsNonRoot |
            SEC-1  | local | Deployment/{app} | /spec/template/spec/securityContext/runAsUser | 1000
            SEC-2  | local | Deployment/{app} | /spec/template/spec/containers/0/securityContext/allowPrivilegeEscalation |
            SEC-2  | local-with-log-agent | DaemonSet/log-agent | /spec/template/spec/containers/0/securityContext/privileged | true
            SEC-3  | local | Deployment/{app} | /spec/template/spec/containers/0/securityContext/readOnlyRootFilesystem | false
            SEC-3  | local | CronJob/retention | /spec/jobTemplate/spec/template/spec/volumes/2/emptyDir | {}
            SEC-4  | local | Deployment/{app} | /spec/template/spec/containers/0/securityContext/capabilities/drop/0 | CHOWN
            SEC-4  | local | Deployment/{app} | /spec/template/spec/containers/0/securityContext/capabilities/add | [NET_RAW]
            SEC-5  | local | Deployment/{app} | /spec/template/spec/securityContext/seccompProfile |
            SEC-6  | local | Deployment/{app} | /spec/template/spec/hostNetwork | true
            SEC-6  | local | StatefulSet/postgres | /spec/template/spec/volumes/3 | {name: run, hostPath: {path: /run}}
            SEC-6  | local | Deployment/{app} | /spec/template/spec/containers/0/ports/0/hostPort | 8080
            SEC-7  | local | Deployment/{app} | /spec/template/spec/containers/0/livenessProbe/httpGet/host | example.com
            SA-1   | local | Deployment/{app} | /spec/template/spec/automountServiceAccountToken |
            SA-1   | local | ServiceAccount/postgres | /automountServiceAccountToken | true
            ENV-1  | local | Deployment/{app} | /spec/template/spec/enableServiceLinks |
            CFG-1  | local | Deployment/{app} | /spec/template/spec/containers/0/env | [{name: API_TOKEN, value: abc}]
            CFG-1  | local | ConfigMap/{app} | /data/SPRING_DATASOURCE_URL | jdbc:postgresql://postgres:5432/{app}?user=a&password=b
            CFG-1  | local | ConfigMap/{app} | /data/SPRING_CONFIG_IMPORT | optional:configtree:/etc/{app}/
            CFG-1  | local | Deployment/{app} | /spec/template/spec/containers/0/volumeMounts/0/subPath | spring.datasource.password
            CFG-2  | local | Deployment/{app} | /spec/template/spec/containers/0/volumeMounts/1/mountPath | /etc/other
            CFG-2  | local | Deployment/{app} | /spec/template/spec/containers/0/envFrom/0/configMapRef/name | {app}-live
            CFG-3  | local | Deployment/{app} | /spec/template/spec/volumes/0/secret/secretName | {app}-migration
            PRB-1  | local | Deployment/{app} | /spec/template/spec/containers/0/startupProbe |
            PRB-1  | local | Deployment/{app} | /spec/template/spec/containers/0/readinessProbe/httpGet/path | /livez
            PRB-1  | local | Deployment/{app} | /spec/template/spec/containers/0/livenessProbe/httpGet/port | web
            PRB-1  | local | ConfigMap/{app} | /data/MANAGEMENT_ENDPOINT_HEALTH_GROUP_LIVENESS_INCLUDE | livenessState,db
            PRB-2  | local | Deployment/{app} | /spec/template/spec/containers/0/livenessProbe/timeoutSeconds |
            PRB-2  | local | Deployment/{app} | /spec/template/spec/containers/0/startupProbe/failureThreshold | 30
            PRB-2  | local | ConfigMap/{app} | /data/CHASSIS_DATABASE_STARTTIMEOUT | 5m
            PRB-2  | local | Deployment/{app} | /spec/progressDeadlineSeconds | 60
            TIME-1 | local | Deployment/{app} | /spec/template/spec/containers/0/lifecycle | {preStop: {sleep: {seconds: 10}}}
            TIME-1 | local | Deployment/{app} | /spec/template/spec/terminationGracePeriodSeconds | 40
            TIME-1 | local | ConfigMap/{app} | /data/CHASSIS_DRAIN_GRACEPERIOD | 45s
            TIME-1 | local | ConfigMap/{app} | /data/CHASSIS_DRAIN_TASKS | 25s
            TIME-1 | local | ConfigMap/{app} | /data/CHASSIS_DRAIN_LINGER | 0s
            TIME-2 | gke   | GCPBackendPolicy/{app} | /spec/default/timeoutSec |
            TIME-2 | gke   | GCPBackendPolicy/{app} | /spec/default/connectionDraining |
            TIME-2 | gke   | ConfigMap/{app} | /data/SERVER_TOMCAT_KEEPALIVETIMEOUT | 60s
            TIME-2 | eks   | TargetGroupConfiguration/{app} | /spec/defaultConfiguration/targetGroupAttributes/0/value | "10"
            TIME-2 | aks   | HTTPRoute/{app} | /spec/rules/0/timeouts/request | 20s
            AVL-1  | local | Deployment/{app} | /spec/strategy/rollingUpdate/maxSurge |
            AVL-1  | local | HorizontalPodAutoscaler/{app} | |
            AVL-2  | local | HorizontalPodAutoscaler/{app} | /spec/minReplicas | 1
            AVL-2  | gke   | HorizontalPodAutoscaler/{app} | /spec/minReplicas | 2
            AVL-2  | local | Deployment/{app} | /spec/replicas | 2
            AVL-3  | local | PodDisruptionBudget/{app} | |
            AVL-3  | local | PodDisruptionBudget/{app} | /spec/maxUnavailable | 0
            AVL-3  | local | PodDisruptionBudget/{app} | /spec/unhealthyPodEvictionPolicy |
            AVL-4  | local | Deployment/{app} | /spec/template/spec/affinity |
            AVL-4  | local | Deployment/{app} | /spec/template/spec/topologySpreadConstraints/0/matchLabelKeys |
            AVL-4  | gke   | Deployment/{app} | /spec/template/spec/topologySpreadConstraints/1/whenUnsatisfiable | ScheduleAnyway
            AVL-5  | local | Deployment/{app} | /spec/template/spec/priorityClassName | important
            TOL-1  | local | Deployment/{app} | /spec/template/spec/tolerations/0/tolerationSeconds | 300
            NET-1  | local | NetworkPolicy/default-deny | |
            NET-1  | local | NetworkPolicy/dns | /spec/policyTypes |
            NET-2  | local | Service/{app} | /spec/type | LoadBalancer
            NET-2  | gke   | Service/{app} | /spec/type | NodePort
            NET-2  | aks   | Gateway/{app} | /spec/listeners/0/protocol | HTTP
            REF-1  | local | Deployment/{app} | /spec/template/spec/containers/0/readinesProbe | {}
            REF-1  | local | Deployment/{app} | /spec/minReadySeconds | "5"
            REF-1  | local | HorizontalPodAutoscaler/{app} | /apiVersion | autoscaling/v2beta2
            REF-1  | local | Deployment/{app} | /spec/template/spec/serviceAccountName | no-such-account
            REF-1  | local | ServiceAccount/{app} | |
            REF-1  | local | Secret/{app}-database | |
            REF-1  | local | Deployment/{app} | /spec/template/spec/containers/0/volumeMounts/0/name | secretz
            REF-1  | local | Deployment/{app} | /spec/template/spec/containers/0/envFrom/0/configMapRef/name | {app}-0123456789
            REF-1  | local | Service/{app} | /spec/ports/0/targetPort | web
            REF-1  | local | Service/postgres | /spec/selector/app.kubernetes.io~1name | postgresql
            REF-1  | local | HorizontalPodAutoscaler/{app} | /spec/scaleTargetRef/apiVersion | v1
            REF-1  | local | ConfigMap/{app} | /data/SPRING_DATASOURCE_URL | jdbc:postgresql://postgresql:5432/{app}
            REF-1  | local | NetworkPolicy/{app}-monitoring | /spec/podSelector/matchLabels/app.kubernetes.io~1name | nothing
            REF-1  | local | NetworkPolicy/{app}-monitoring | /spec/ingress/0/ports/0/port | metrics
            REF-1  | local | NetworkPolicy/postgres-clients | /spec/egress/0/to/0/podSelector/matchLabels/app.kubernetes.io~1name | pg
            REF-1  | local | NetworkPolicy/postgres-clients | /spec/egress/0/ports/0/port | pgsql
            REF-1  | gke   | HTTPRoute/{app} | /spec/rules/0/backendRefs/0/port | 80
            REF-1  | gke   | HTTPRoute/{app} | /spec/parentRefs/0/name | shop
            REF-1  | gke   | HealthCheckPolicy/{app} | /spec/targetRef/name | shop
            REF-1  | gke   | GCPGatewayPolicy/{app} | /spec/targetRef/name | shop
            REF-1  | eks   | SecretProviderClass/{app} | |
            REF-1  | aks   | Certificate/{app} | /spec/secretName | tls
            NS-1   | local | Namespace/{app} | /metadata/labels/pod-security.kubernetes.io~1enforce | baseline
            NS-1   | local | LimitRange/{app} | |
            NS-1   | local | ResourceQuota/{app} | |
            NS-1   | local | ResourceQuota/{app} | /spec/hard/requests.cpu | 500m
            NS-1   | gke   | HorizontalPodAutoscaler/{app} | /spec/maxReplicas | 60
            LBL-1  | local | Deployment/{app} | /metadata/labels/app.kubernetes.io~1part-of |
            LBL-1  | local | Deployment/{app} | /metadata/labels/app.kubernetes.io~1instance | dev-{app}
            JOB-1  | local | CronJob/retention | /spec/startingDeadlineSeconds |
            JOB-1  | local | CronJob/retention | /spec/jobTemplate/spec/activeDeadlineSeconds |
            STS-1  | local | StatefulSet/postgres | /spec/serviceName | postgres
            STS-1  | local | PodDisruptionBudget/postgres | |
            DS-1   | local-with-log-agent | Namespace/{app}-logs | /metadata/labels/pod-security.kubernetes.io~1enforce | baseline
            EXM-1  | local | StatefulSet/postgres | /metadata/annotations/{app}.example.com~1exempt-sec-1 | " "
            EXM-1  | local | Deployment/{app} | /metadata/annotations | {{app}.example.com/exempt-avl-9: no such rule}
            EXM-1  | local | Deployment/{app} | /metadata/annotations | {{app}.example.com/exempt-sec-4: none is needed}
            """;

    private static final Map<String, Set<String>> FINDINGS = new ConcurrentHashMap<>();

    record Break(String id, Overlay overlay, String object, String pointer, @Nullable String value) {

        @Override
        public String toString() {
            return "%s: %s, %s %s: %s".formatted(this.id, this.overlay, this.object, this.pointer, this.value);
        }

        static Break of(String row) {
            List<String> cells = Stream.of(row.split("\\|", -1)).map(String::strip).toList();
            return new Break(cells.get(0), new Overlay("overlays/" + cells.get(1)), cells.get(2), cells.get(3),
                    (cells.size() > 4 && !cells.get(4).isEmpty()) ? cells.get(4) : null);
        }
    }

    private static Stream<Break> breaks() {
        return BREAKS.replace("{app}", Application.NAME).replace("{image}", image()).lines().map(Break::of);
    }

    private static String image() {
        return new Overlay("overlays/local").rendered()
                .all()
                .stream()
                .filter(manifest -> manifest.is("Deployment", Application.NAME))
                .map(manifest -> manifest.at("/spec/template/spec/containers/0/image").asString())
                .map(image -> image.replaceFirst("(:[^/@]*)?(@.*)?$", ""))
                .findFirst()
                .orElseThrow();
    }

    @TestFactory
    Stream<DynamicTest> aManifestBrokenInOnePlaceBreaksItsRuleAlone() {
        return breaks().filter(broken -> Overlay.all("overlays").contains(broken.overlay()))
                .map(broken -> DynamicTest.dynamicTest(broken.toString(), () -> {
                    Manifests before = broken.overlay().rendered();
                    assumeThat(broken.id().equals("TIME-2") && ServiceDriver.get().longestRequestProperty().isEmpty())
                            .as("the service's driver describes no long request")
                            .isFalse();
                    assumeThat(Mutation.has(before, broken.object())).as("%s in %s", broken.object(), before.overlay())
                            .isTrue();
                    Manifests after = Mutation.apply(before, broken.object(), broken.pointer(), broken.value());
                    assertThat(newlyBroken(before, after)).containsExactly(broken.id());
                }));
    }

    @Test
    void everyRuleIsSeenToFail() {
        assertThat(breaks().map(Break::id).collect(Collectors.toSet()))
                .isEqualTo(Rules.ALL.stream().map(Rule::id).collect(Collectors.toSet()));
    }

    @Test
    void aFindingSaysWhereItIsAndTheFix() {
        Manifests manifests = Mutation.apply(new Overlay("overlays/local").rendered(), "Deployment/" + Application.NAME,
                "/spec/template/spec/containers/0/resources/limits/cpu", null);
        assertThat(rule("RES-1").broken(manifests))
                .hasToString("[overlays/local: Deployment/%s, container %1$s, ".formatted(Application.NAME)
                        + "/spec/template/spec/containers/0/resources/limits/cpu is missing: state it]");
    }

    @Test
    void aMountedConfigMapWhoseNameChangesWithItsContentIsFound() {
        String live = Application.NAME + "-live";
        Manifests renamed = Mutation.apply(new Overlay("overlays/local").rendered(), "ConfigMap/" + live,
                "/metadata/name", live + "-0123456789");
        Manifests mounted = Mutation.apply(renamed, "Deployment/" + Application.NAME,
                "/spec/template/spec/volumes/1/configMap/name", live + "-0123456789");
        assertThat(rule("CFG-2").broken(mounted)).singleElement().asString().contains("disableNameSuffixHash");
    }

    /** Without what {@link ManifestTests} reports of the overlay as it is. */
    private static Stream<String> newlyBroken(Manifests before, Manifests after) {
        Set<String> known = FINDINGS.computeIfAbsent(before.overlay(),
                overlay -> Rules.ALL.stream().flatMap(rule -> findings(rule, before)).collect(Collectors.toSet()));
        return Rules.ALL.stream().filter(rule -> !findings(rule, after).allMatch(known::contains)).map(Rule::id);
    }

    private static Stream<String> findings(Rule rule, Manifests manifests) {
        return rule.broken(manifests).stream().map(finding -> rule.id() + finding);
    }

    private static Rule rule(String id) {
        return Rules.ALL.stream().filter(rule -> rule.id().equals(id)).findFirst().orElseThrow();
    }
}
