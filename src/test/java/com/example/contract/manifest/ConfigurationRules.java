package com.example.contract.manifest;

import com.example.contract.support.Application;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where settings and secrets come from. */
final class ConfigurationRules {

    private static final Pattern SECRET_NAME = Pattern
            .compile("(?i).*(password|passwd|secret|token|credential|(private|api|access)[._-]?key).*(?<!_FILE)");
    private static final Pattern SECRET_VALUE = Pattern
            .compile("(?is).*(BEGIN [A-Z ]*PRIVATE KEY|[?&]password=|://[^/\\s:]+:[^/\\s@]+@).*");

    /** As kustomize names what it generates. */
    private static final Pattern HASHED = Pattern.compile(".*-[a-z0-9]{10}");

    private static final String TREE = "configtree:";

    static final List<Rule> ALL = List.of(new Rule("CFG-1",
            "secrets as files, whole folders of them; none in the environment or in a ConfigMap",
            "Anyone who may describe the pod sees its environment; a file by `subPath` is never updated; an `optional` folder may be missing without an error.",
            manifests -> Finding.all(manifests.of("ConfigMap").flatMap(ConfigurationRules::data),
                    manifests.eachContainer(ConfigurationRules::container))),
            new Rule("CFG-2",
                    "a ConfigMap of the environment has another name for each content, but for a Job; one that is mounted for `spring.config.import` keeps its name, and each folder of that setting is mounted",
                    "Variables change with a new pod, which only a new name brings; a mounted file changes in place, which a new name prevents. A Job cannot be changed: a new name would be refused.",
                    manifests -> manifests.eachContainer(
                            container -> Finding.all(environment(container), imports(manifests, container)))),
            new Rule("CFG-3",
                    "the password of the schema's owner is mounted by the migration's Job and the database alone",
                    "Whoever has it can drop every table.",
                    manifests -> manifests.eachWorkload(ConfigurationRules::ofOwner)));

    private ConfigurationRules() {}

    private static Stream<Finding> data(Manifest configMap) {
        return configMap.at("/data")
                .propertyStream()
                .flatMap(entry -> noSecret(entry.getKey(), entry.getValue().asString(""), configMap.in("/data"),
                        "/" + entry.getKey().replace("~", "~0").replace("/", "~1")));
    }

    private static Stream<Finding> container(Container container) {
        Place place = container.place();
        return Finding.all(
                place.each("/env")
                        .flatMap(variable -> Finding.all(
                                noSecret(variable.text("/name"), variable.text("/value"), variable, "/value"),
                                variable.unless(!variable.has("/valueFrom/secretKeyRef"), "/valueFrom/secretKeyRef",
                                        "mount the Secret as files"))),
                place.each("/envFrom")
                        .flatMap(source -> source.unless(!source.has("/secretRef"), "/secretRef",
                                "mount the Secret as files")),
                place.each("/volumeMounts")
                        .filter(mount -> mount.has("/subPath") && isReloaded(container, mount))
                        .flatMap(mount -> mount.unless(false, "/subPath", "mount the folder as a whole")));
    }

    private static Stream<Finding> noSecret(String name, String value, Place place, String pointer) {
        boolean secret = (SECRET_NAME.matcher(name).matches() && !value.isEmpty())
                || SECRET_VALUE.matcher(value).matches();
        return Finding.all(place.unless(!secret, pointer, "put it into a Secret that is mounted as files"),
                place.unless(!value.contains("optional:configtree:"), pointer, "leave out \"optional:\""));
    }

    private static Stream<Finding> environment(Container container) {
        boolean hashed = !container.workload().is("Job");
        String fix = hashed ? "generate it, with a hash in its name" : "generate it with disableNameSuffixHash";
        return container.place()
                .each("/envFrom")
                .filter(source -> source.has("/configMapRef"))
                .flatMap(source -> source.unless(HASHED.matcher(source.text("/configMapRef/name")).matches() == hashed,
                        "/configMapRef/name", fix));
    }

    private static Stream<Finding> imports(Manifests manifests, Container container) {
        return Settings.of(manifests, container)
                .list("spring.config.import")
                .stream()
                .filter(location -> location.startsWith(TREE))
                .map(location -> location.substring(TREE.length()).replaceAll("/$", ""))
                .flatMap(folder -> mounted(container, folder));
    }

    private static Stream<Finding> mounted(Container container, String folder) {
        List<String> volumes = container.place()
                .each("/volumeMounts")
                .filter(mount -> mount.text("/mountPath").equals(folder))
                .map(mount -> mount.text("/name"))
                .toList();
        return Stream.concat(
                container.place()
                        .unless(!volumes.isEmpty(), "/volumeMounts", "mount " + folder + ", which is imported"),
                container.workload()
                        .pod()
                        .each("/volumes")
                        .filter(volume -> volumes.contains(volume.text("/name")))
                        .flatMap(volume -> volume.unless(!HASHED.matcher(volume.text("/configMap/name")).matches(),
                                "/configMap/name", "give it one name: disableNameSuffixHash")));
    }

    private static Stream<Finding> ofOwner(Workload workload) {
        boolean allowed = workload.is("Job") || workload.is("StatefulSet");
        return workload.pod()
                .each("/volumes")
                .flatMap(volume -> Stream.of("/secret/secretName", "/csi/volumeAttributes/secretProviderClass")
                        .filter(name -> volume.text(name).equals(Application.NAME + "-migration"))
                        .flatMap(name -> volume.unless(allowed, name, "mount the one of the service's own role")));
    }

    private static boolean isReloaded(Container container, Place mount) {
        return container.workload()
                .pod()
                .each("/volumes")
                .filter(volume -> volume.text("/name").equals(mount.text("/name")))
                .anyMatch(volume -> !volume.has("/persistentVolumeClaim") && !volume.has("/emptyDir"));
    }
}
