import module java.base;

/**
 * The clients, a program in Go that runs in the network of the service.
 *
 * @param image any image, to run the program in
 * @param limits options of {@code docker run}
 */
record Load(String image, Path program, List<String> limits) {

    /** @param p99 in µs */
    record Answer(int answers, int failed, int p99) {}

    static Load of(String image, String... limits) throws IOException, InterruptedException {
        return new Load(image, Variant.goProgram("load"), List.of(limits));
    }

    /** Sends GET, or POST with JSON, and waits for the end. */
    Answer run(Engine engine, String path, String clients, int seconds, String... json) throws IOException, InterruptedException {
        var command = new ArrayList<>(limits);
        command.addAll(List.of("--volume", program + ":/load:ro", "--entrypoint", "/load", image, "service:8080", path, clients,
                Integer.toString(seconds)));
        command.addAll(List.of(json));
        var printed = engine.run(command.toArray(String[]::new)).split(" ");
        return new Answer(Integer.parseInt(printed[0]), Integer.parseInt(printed[1]), Integer.parseInt(printed[2]));
    }
}
