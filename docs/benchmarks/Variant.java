import module java.base;

/**
 * One of the things compared: what the container engine is to run.
 *
 * @param name as in the tables
 * @param probe the path that answers 200 once it is ready
 * @param arguments of {@code docker create}: options, image and command
 */
record Variant(String name, String probe, List<String> arguments) {

    /** A JVM that answers HTTP and nothing else, without any flag. */
    static Variant bareServer(String image) {
        var classes = Path.of("target/benchmarks/classes").toAbsolutePath();
        ToolProvider.findFirst("javac").orElseThrow()
                .run(System.out, System.err, "-d", classes.toString(), "docs/benchmarks/BareServer.java");
        return new Variant("bare JVM HTTP server", "/", List.of(
                "--volume", classes + ":/bare:ro", "--entrypoint", "java", image, "-cp", "/bare", "BareServer"));
    }

    /** {@code java -jar} on the JVM of the image, without any flag. */
    static Variant plainJar(String image) {
        var jar = Path.of("target/orders.jar").toAbsolutePath();
        return new Variant("plain `java -jar`", "/readyz", List.of(
                "--volume", jar + ":/orders.jar:ro", "--entrypoint", "java", image, "-jar", "/orders.jar"));
    }

    /** The image as it is. */
    static Variant image(String name, String image) {
        return new Variant(name, "/readyz", List.of(image));
    }

    /** The same with other flags for its JVM. */
    Variant with(String what, String flags) {
        var changed = new ArrayList<>(List.of("--env", "JDK_JAVA_OPTIONS=" + flags));
        changed.addAll(arguments);
        return new Variant(name + ", " + what, probe, changed);
    }
}
