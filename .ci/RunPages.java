import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.Timer;
import java.util.TimerTask;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Runs the commands of pages: see {@code --help}. Runs on JDK 17 and later. */
public class RunPages {

    static final String HELP = """
            Runs the command blocks of pages, in order and in one shell, on the cluster of kubectl's current context. Fails if the output
            differs from what the page shows.

                java .ci/RunPages.java PAGE ...

            A block of "sh" must succeed. In a block of "console", a line that starts with "$ " is a command, and what follows is its
            output. A command without output must succeed. Output is compared by its shape: times, ages, addresses, the ids in names,
            percentages, nodes, versions, counts at the start of a line and numbers of four digits or more (three, after a time) may differ,
            and "…" stands for anything. A command that only reads is repeated for two minutes until its output fits.

            These comments before a block are for this program; readers do not see them:

                <!-- not run: REASON -->      the block cannot run here
                <!-- only if: COMMAND -->     it is run only if this command succeeds
                <!-- terminal NAME -->        it runs beside the blocks that follow, until the page is over; a later block of this
                                              terminal without a command is its output, which is waited for as long
                <!-- any order -->            each line of its output is somewhere in the actual output
            """;

    static final Duration PATIENCE = Duration.ofMinutes(2);

    /** For one block: a script may wait for a database, a rollout and a build. */
    static final Duration LONGEST = Duration.ofMinutes(30);

    public static void main(String[] pages) throws Exception {
        if (pages.length == 0 || pages[0].equals("--help")) {
            System.out.print(HELP);
            System.exit(pages.length == 0 ? 2 : 0);
        }
        int differences = 0;
        try (var shell = new Shell()) {
            for (var page : pages) {
                differences += new Page(Path.of(page)).run(shell);
            }
        }
        System.exit(differences == 0 ? 0 : 1);
    }

    record Page(Path path) {

        static final Pattern FENCE = Pattern.compile("( *)```(\\w*)");
        static final Pattern COMMENT = Pattern.compile("<!-- (.*) -->");

        /** Prints what was run and what was not; gives the number of differences. */
        int run(Shell shell) throws Exception {
            int run = 0, marked = 0, differences = 0;
            var terminals = new HashMap<String, Path>();
            for (var block : blocks(Files.readAllLines(this.path))) {
                var reason = block.mark("not run: ");
                var condition = block.mark("only if: ");
                var terminal = block.mark("terminal ");
                if (reason != null || (condition != null && shell.execute(condition) != 0)) {
                    marked++;
                    System.out.printf("%s:%d: not run: %s%n", this.path, block.line(), (reason != null) ? reason : "only if " + condition);
                    continue;
                }
                run++;
                for (var step : block.steps()) {
                    if (terminal == null) {
                        differences += shell.fits(step) ? 0 : report(step, shell.output());
                        continue;
                    }
                    if (!step.command().isEmpty()) {
                        terminals.put(terminal, shell.start(step.command()));
                    }
                    if (!step.output().isEmpty() && terminals.containsKey(terminal)) { // what was not started has no output
                        var file = terminals.get(terminal);
                        differences += await(() -> step.fits(Files.readAllLines(file))) ? 0 : report(step, Files.readAllLines(file));
                    }
                }
            }
            shell.endPrograms();
            System.out.printf("%s: %d blocks run, %d marked, %d differences%n", this.path, run, marked, differences);
            return differences;
        }

        private int report(Step step, List<String> actual) {
            System.out.printf("%s:%d: differs%n$ %s%n--- the page%n%s%n--- here%n%s%n---%n", this.path, step.line(), step.command(),
                    String.join("\n", step.output()), String.join("\n", actual));
            return 1;
        }

        static List<Block> blocks(List<String> lines) {
            var blocks = new ArrayList<Block>();
            var marks = new ArrayList<String>();
            for (int i = 0; i < lines.size(); i++) {
                var comment = COMMENT.matcher(lines.get(i));
                var fence = FENCE.matcher(lines.get(i));
                if (comment.matches()) {
                    marks.add(comment.group(1));
                } else if (fence.matches()) {
                    int start = i + 1;
                    for (i = start; !lines.get(i).equals(fence.group(1) + "```"); i++) {}
                    if (fence.group(2).equals("sh") || fence.group(2).equals("console")) {
                        var content = lines.subList(start, i).stream().map(line -> line.replaceFirst("^" + fence.group(1), "")).toList();
                        blocks.add(new Block(start, fence.group(2).equals("console"), List.copyOf(marks), content));
                    }
                    marks.clear();
                } else if (!lines.get(i).isBlank()) {
                    marks.clear();
                }
            }
            return blocks;
        }
    }

    record Block(int line, boolean withOutput, List<String> marks, List<String> lines) {

        static final Pattern HEREDOC = Pattern.compile(".*<<'?(\\w+)'?.*");

        /** What follows the mark; null if the block does not have it. */
        String mark(String start) {
            return this.marks.stream().filter(mark -> mark.startsWith(start)).map(mark -> mark.substring(start.length())).findFirst().orElse(null);
        }

        List<Step> steps() {
            if (!this.withOutput) {
                return List.of(new Step(this.line, "set -e\n" + String.join("\n", this.lines) + "\nset +e", List.of(), false));
            }
            var steps = new ArrayList<Step>();
            for (int i = 0; i < this.lines.size();) {
                int start = i;
                var command = new StringBuilder(this.lines.get(i).startsWith("$ ") ? this.lines.get(i++).substring(2) : "");
                var heredoc = HEREDOC.matcher(command);
                while (command.toString().endsWith("\\")) {
                    command.append('\n').append(this.lines.get(i++));
                }
                if (heredoc.matches()) {
                    do {
                        command.append('\n').append(this.lines.get(i));
                    } while (!this.lines.get(i++).equals(heredoc.group(1)));
                }
                int output = i;
                while (i < this.lines.size() && !this.lines.get(i).startsWith("$ ")) {
                    i++;
                }
                steps.add(new Step(this.line + start + 1, command.toString(), this.lines.subList(output, i), mark("any order") != null));
            }
            return steps;
        }
    }

    record Step(int line, String command, List<String> output, boolean anyOrder) {

        static final Pattern READS = Pattern.compile("(?s)(kubectl( -n \\S+)? (get|describe|logs|top|diff|events|exec)|curl -s) (?!.*(--watch|-X |-d |> )).*");

        /** Each pattern, and what takes the place of what it matches. */
        static final String[][] SHAPES = {
            {"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z|\\b\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?\\b", "TIME"},
            {"\\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\b", "ID"},
            {"\\b\\d{1,3}(\\.\\d{1,3}){3}\\b", "ADDRESS"},
            {"(-[bcdfghjklmnpqrstvwxz2456789]{8,10})?-[bcdfghjklmnpqrstvwxz2456789]{5}\\b|-[bcdfghjklmnpqrstvwxz2456789]{8,10}\\b", "-ID"},
            {"\\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) +\\d+ \\d\\d:\\d\\d\\b", "TIME"},
            {"^\\s*\\d+(?= )", "N"},
            {"\\bnode[12]\\b|\\b[a-z-]+-(worker2?|control-plane)\\b", "NODE"},
            {"\\bv1\\.\\d\\d\\.\\d+\\b|(?<=PostgreSQL )[\\d.]+", "VERSION"},
            {"\\b(\\d+[dhms])+\\b", "AGE"},
            {"\\b\\d+%", "N%"},
            {"(?<![\\w.])\\d{4,}(?![\\d.])", "N"},
            {"(?<=^TIME.{1,400}[ \"])\\d{3}(?=\"|$)", "N"},
            {"\\s+", " "},
        };

        boolean reads() {
            return READS.matcher(this.command).matches();
        }

        boolean fits(List<String> actual) {
            var shapes = actual.stream().map(Step::shape).toList();
            if (this.anyOrder) {
                return this.output.stream().allMatch(line -> shapes.stream().anyMatch(shape -> (shape + "\n").matches(pattern(line))));
            }
            var text = shapes.stream().map(shape -> shape + "\n").collect(Collectors.joining()).replaceFirst("\n+$", "\n"); // empty lines at the end
            return text.matches(this.output.stream().map(Step::pattern).collect(Collectors.joining()));
        }

        static String shape(String line) {
            for (var shape : SHAPES) {
                line = line.replaceAll(shape[0], shape[1]);
            }
            return line.strip();
        }

        static String pattern(String line) {
            var shape = shape(line);
            return shape.equals("…") ? "(?:.*\n)*" : Arrays.stream(shape.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*")) + "\n";
        }
    }

    /** One shell for all pages, so that variables and functions stay. */
    static class Shell implements AutoCloseable {

        private final Process process = new ProcessBuilder("sh").redirectErrorStream(true).start();
        private final BufferedReader reader = this.process.inputReader();
        private final Path folder = Files.createTempDirectory("pages");
        private final String end = "end-of-output-" + this.process.pid() + " ";
        private List<String> output = List.of();
        private final Set<ProcessHandle> programs = new HashSet<>();
        private int files;

        Shell() throws IOException {}

        List<String> output() {
            return this.output;
        }

        boolean fits(Step step) throws Exception {
            if (step.output().isEmpty()) {
                return execute(step.command()) == 0;
            }
            execute(step.command());
            return step.fits(this.output) || (step.reads() && await(() -> {
                execute(step.command());
                return step.fits(this.output);
            }));
        }

        private int execute(String command) throws IOException {
            var watchdog = new Timer(true);
            watchdog.schedule(new TimerTask() {
                @Override
                public void run() {
                    System.out.printf("no end after %d minutes: %s%n", LONGEST.toMinutes(), command);
                    close();
                }
            }, LONGEST.toMillis());
            try {
                send(". '%s' </dev/null; echo \"%s$?\"".formatted(file(command), this.end));
                return read(command);
            } finally {
                watchdog.cancel();
            }
        }

        /** The exit code of the command. */
        private int read(String command) throws IOException {
            var lines = new ArrayList<String>();
            this.output = lines;
            while (true) {
                var line = this.reader.readLine();
                if (line == null) {
                    System.out.printf("the shell ended at: %s%n%s%n", command, String.join("\n", lines));
                    throw new IllegalStateException("a block of sh failed");
                }
                int mark = line.indexOf(this.end);
                if (mark < 0) {
                    lines.add(line);
                    continue;
                }
                if (mark > 0) {
                    lines.add(line.substring(0, mark)); // without an end of line
                }
                return Integer.parseInt(line.substring(mark + this.end.length()));
            }
        }

        /** The file that receives the output. */
        Path start(String command) throws Exception {
            var output = this.folder.resolve("output-" + this.files);
            execute("( . '%s' ) </dev/null >'%s' 2>&1 &".formatted(file(command), output));
            Thread.sleep(2000); // a watch has begun before the next command
            this.process.descendants().forEach(this.programs::add); // if the shell ends, they are no longer its own
            return output;
        }

        private Path file(String command) throws IOException {
            return Files.writeString(this.folder.resolve("command-" + this.files++), command + "\n");
        }

        private void send(String line) throws IOException {
            var writer = this.process.outputWriter();
            writer.write(line + "\n");
            writer.flush();
        }

        synchronized void endPrograms() { // the watchdog has a thread of its own
            this.process.descendants().forEach(this.programs::add);
            this.programs.forEach(ProcessHandle::destroy);
            this.programs.clear();
        }

        @Override
        public void close() {
            endPrograms();
            this.process.destroy();
        }
    }

    interface Condition {

        boolean holds() throws Exception;
    }

    static boolean await(Condition condition) throws Exception {
        for (var deadline = Instant.now().plus(PATIENCE); !condition.holds(); Thread.sleep(2000)) {
            if (Instant.now().isAfter(deadline)) {
                return false;
            }
        }
        return true;
    }
}
