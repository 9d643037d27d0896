/// Time from the start of a container to its first 200, and its memory then.
///
///     java docs/benchmarks/Ready.java IMAGE ROUNDS CPUS [OTHER IMAGE ...]
///
/// In each round every variant runs once, at each of the CPUs (comma-separated). Other images are built in another way.
void main(String[] arguments) throws Exception {
    var image = Variant.image("image", arguments[0]);
    var variants = new ArrayList<>(List.of(
            Variant.bareServer(arguments[0]),
            Variant.plainJar(arguments[0]),
            image.with("no AOT cache", "-XX:AOTMode=off"),
            image.with("no AOT cache, headers of 8 bytes", "-XX:AOTMode=off -XX:+UseCompactObjectHeaders"),
            image,
            image.with("the JVM's first size of the heap", "-XX:InitialRAMPercentage=1.5625"),
            image.with("both compilers, no AOT cache", "-XX:TieredStopAtLevel=4 -XX:AOTMode=off"),
            image.with("both compilers", "-XX:TieredStopAtLevel=4"),
            image.with("G1", "-XX:-UseSerialGC -XX:+UseG1GC")));
    variants.addAll(Variant.otherImages(arguments));
    var results = new Results("ready", "CPUs");
    try (var engine = new Engine()) {
        for (int round = 0; round < Integer.parseInt(arguments[1]); round++) {
            for (var cpus : arguments[2].split(",")) {
                for (var variant : variants) {
                    try (var started = engine.start(variant, "--cpus", cpus)) {
                        results.add(cpus, variant.name(), "ready, s", started.afterStart().toMillis() / 1000.0);
                        results.add(cpus, variant.name(), "memory, MiB", started.memory());
                    }
                }
            }
        }
    }
    results.print();
}
