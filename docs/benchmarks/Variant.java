import module java.base;

/**
 * One of the things compared: what the container engine is to run.
 *
 * @param name as in the tables
 * @param probe the path that answers 200 once it is ready
 * @param arguments of {@code docker create}: options, image and command
 */
record Variant(String name, String probe, List<String> arguments) {

    /** Both compilers, with counters as the JVM has them, which the image's flags change. */
    static final String JVM_COUNTERS = "-XX:TieredStopAtLevel=4 "
            + "-XX:Tier2InvokeNotifyFreqLog=11 -XX:Tier2BackedgeNotifyFreqLog=14 -XX:Tier3InvokeNotifyFreqLog=10";

    /** A JVM that answers HTTP and nothing else, without any flag. */
    static Variant bareServer(String image) {
        var classes = Path.of("target/benchmarks/classes").toAbsolutePath();
        if (ToolProvider.findFirst("javac").orElseThrow()
                .run(System.out, System.err, "-d", classes.toString(), "docs/benchmarks/BareServer.java") != 0) {
            throw new IllegalStateException("javac failed");
        }
        return new Variant("bare JVM HTTP server", "/", List.of(
                "--volume", classes + ":/bare:ro", "--entrypoint", "java", image, "-cp", "/bare", "BareServer"));
    }

    /** {@code java -jar} on the JVM of the image, without any flag. */
    static Variant plainJar(String image) {
        var jar = Path.of("target/orders.jar").toAbsolutePath();
        return new Variant("plain `java -jar`", "/readyz", List.of(
                "--volume", jar + ":/orders.jar:ro", "--entrypoint", "java", image, "-jar", "/orders.jar"));
    }

    /** The peer in Go, a program without libraries of the system, which runs in any image. */
    static Variant goPeer(String image) throws IOException, InterruptedException {
        return new Variant("Go", "/readyz", List.of("--volume", goProgram("go-peer") + ":/go-peer:ro",
                "--env", "DATABASE_URL=postgres://orders@postgres:5432/orders", "--entrypoint", "/go-peer", image));
    }

    /** Builds a program in Go, and gives its path. */
    static Path goProgram(String name) throws IOException, InterruptedException {
        var program = Path.of("target/benchmarks", name).toAbsolutePath();
        var build = new ProcessBuilder("go", "build", "-o", program.toString(), ".")
                .directory(Path.of("docs/benchmarks", name).toFile()).inheritIO();
        build.environment().put("CGO_ENABLED", "0");
        if (build.start().waitFor() != 0) {
            throw new IllegalStateException("go build failed");
        }
        return program;
    }

    /** Bare Spring MVC and JDBC, on the JVM of the image, with both compilers. */
    static Variant springPeer(String image) {
        var jar = Path.of("docs/benchmarks/spring-peer/target/spring-peer.jar").toAbsolutePath();
        return new Variant("bare Spring MVC + JDBC", "/readyz", List.of("--volume", jar + ":/peer.jar:ro",
                "--env", "SPRING_DATASOURCE_URL=jdbc:postgresql://postgres:5432/orders",
                "--env", "SPRING_DATASOURCE_USERNAME=orders", "--env", "SERVER_TOMCAT_MAXKEEPALIVEREQUESTS=-1",
                "--entrypoint", "java", image,
                "-XX:MaxRAMPercentage=50", "-XX:+UseSerialGC", "-jar", "/peer.jar"));
    }

    /** The image as it is. */
    static Variant image(String name, String image) {
        return new Variant(name, "/readyz", List.of(image));
    }

    /** Images that were built in another way: all arguments from the fourth on. */
    static List<Variant> otherImages(String[] arguments) {
        return Arrays.stream(arguments).skip(3).map(image -> image(image, image)).toList();
    }

    /** The same with other flags for its JVM. */
    Variant with(String what, String flags) {
        return withOptions(what, "--env", "JDK_JAVA_OPTIONS=" + flags);
    }

    /** The same with further options of {@code docker create}. */
    Variant withOptions(String what, String... options) {
        var changed = new ArrayList<>(List.of(options));
        changed.addAll(arguments);
        return new Variant(name + ", " + what, probe, changed);
    }
}
