package com.example.contract.system;

import java.util.List;
import java.util.stream.Stream;

/**
 * What Linux knows of a process.
 *
 * @param machine where it runs
 * @param pid its number there
 * @see <a href="https://man7.org/linux/man-pages/man5/proc.5.html">proc(5)</a>
 */
public record ProcessInfo(Machine machine, long pid) {

    private static final int PARENT = 1;
    private static final int MINOR_FAULTS_OF_CHILDREN = 8;

    /** The program of this process and of each that descends from it. */
    public List<String> family() {
        List<Stat> all = this.machine.processes().stream().map(Stat::parse).toList();
        Stat first = all.stream().filter(each -> each.pid() == this.pid).findFirst().orElseThrow();
        return Stream.concat(Stream.of(first), descendants(first, all)).map(Stat::program).toList();
    }

    private static Stream<Stat> descendants(Stat parent, List<Stat> all) {
        return all.stream()
                .filter(each -> each.number(PARENT) == parent.pid())
                .flatMap(child -> Stream.concat(Stream.of(child), descendants(child, all)));
    }

    /** Children that were waited for leave their page faults with their parent. */
    public boolean hasHadChildren() {
        return family().size() > 1 || Stat.parse(read("stat")).number(MINOR_FAULTS_OF_CHILDREN) > 0;
    }

    /** Its variables, each terminated by a NUL. */
    public String environment() {
        return read("environ");
    }

    /** In bytes. */
    public long residentMemory() {
        return Long.parseLong(status("VmRSS:").replaceAll("\\D", "")) * 1024;
    }

    /** Its number in the innermost namespace of processes that it lives in. */
    public int innermostPid() {
        String numbers = status("NSpid:");
        return Integer.parseInt(numbers.substring(numbers.lastIndexOf('\t') + 1));
    }

    private String status(String field) {
        return read("status").lines().filter(line -> line.startsWith(field)).findFirst().orElseThrow();
    }

    /** The text of a file that the kernel shows of it. */
    public String read(String file) {
        return this.machine.read("/proc/%d/%s".formatted(this.pid, file));
    }

    /**
     * A line of {@code /proc/…/stat}.
     *
     * @param pid the process
     * @param program its name, of up to 15 letters
     * @param rest what follows the name, its state first
     */
    private record Stat(long pid, String program, List<String> rest) {

        static Stat parse(String line) {
            int open = line.indexOf('(');
            int close = line.lastIndexOf(')');
            return new Stat(Long.parseLong(line.substring(0, open - 1)), line.substring(open + 1, close),
                    List.of(line.substring(close + 2).split(" ", -1)));
        }

        long number(int field) {
            return Long.parseLong(this.rest.get(field));
        }
    }
}
