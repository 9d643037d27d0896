import module java.base;

/** What was measured, a line for each value in its own file, so that rounds can be added later. */
class Results {

    private final Path file;
    private final String setting;

    /** @param setting what is varied besides the variants, such as "CPUs" */
    Results(String name, String setting) throws IOException {
        this.setting = setting;
        file = Path.of("target/benchmarks", name + ".csv");
        Files.createDirectories(file.getParent());
    }

    void add(String at, String variant, String what, double value) throws IOException {
        var line = String.format(Locale.ROOT, "%s;%s;%s;%.3f%n", at, variant, what, value);
        IO.print(line);
        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** A table: for each value of the setting and each variant the smallest, the middle and the largest of every value. */
    void print() throws IOException {
        Map<List<String>, Map<String, double[]>> rows = Files.readAllLines(file).stream()
                .map(line -> line.split(";"))
                .collect(Collectors.groupingBy(cells -> List.of(cells[0], cells[1]), LinkedHashMap::new,
                        Collectors.groupingBy(cells -> cells[2], LinkedHashMap::new,
                                Collectors.collectingAndThen(Collectors.toList(), Results::sorted))));
        var columns = new LinkedHashSet<String>();
        rows.values().forEach(row -> columns.addAll(row.keySet()));
        IO.println("| " + setting + " | | runs | " + String.join(" | ", columns) + " |");
        IO.println("| --- | --- | --- |" + " --- |".repeat(columns.size()));
        rows.forEach((key, row) -> IO.println("| %s | %s | %d | %s |".formatted(key.get(0), key.get(1),
                row.values().iterator().next().length,
                columns.stream().map(column -> cell(row.get(column))).collect(Collectors.joining(" | ")))));
    }

    private static double[] sorted(List<String[]> lines) {
        return lines.stream().mapToDouble(cells -> Double.parseDouble(cells[3])).sorted().toArray();
    }

    private static String cell(double[] values) {
        return values == null ? "" : Arrays.stream(new double[] {values[0], values[values.length / 2], values[values.length - 1]})
                .mapToObj(value -> String.format(Locale.ROOT, value < 20 ? "%.2f" : "%.0f", value))
                .collect(Collectors.joining(", "));
    }
}
