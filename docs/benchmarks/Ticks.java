import module java.base;

/**
 * The time of a core since its start, in ticks; only on a Linux.
 *
 * @param core {@code cpu0}, or {@code cpu} for all cores together
 * @param idle what of it was idle; a wait for a disk counts as idle
 */
record Ticks(String core, long idle, long all) {

    static Ticks of(String core) throws IOException {
        var line = Files.readAllLines(Path.of("/proc/stat")).stream().filter(each -> each.startsWith(core + " ")).findFirst();
        var ticks = Arrays.stream(line.orElseThrow().split(" +")).skip(1).limit(8).mapToLong(Long::parseLong).toArray();
        return new Ticks(core, ticks[3] + ticks[4], Arrays.stream(ticks).sum());
    }

    /** The part of the time since then that was idle. */
    double idleSince() throws IOException {
        var now = of(core);
        return (now.idle - idle) / (double) (now.all - all);
    }
}
