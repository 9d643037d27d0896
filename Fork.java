import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/**
 * Makes a service of your own of a clean checkout: see {@code --help}. Runs on JDK 17 and later. On a failure the checkout is
 * as before.
 */
public class Fork {

    static final String HELP = """
            java Fork.java PACKAGE NAME [--empty | --with-labs]

              PACKAGE      of the service's classes, such as com.acme.billing
              NAME         of the service, such as bill-pay: a DNS label of at most 30 characters
              --empty      replaces the sample by the smallest service: a resource, its table, a background task, a job,
                           a driver for the contract, and tests
              --with-labs  keeps the labs of the workshop

            Makes a service of your own of a clean checkout. It renames the sample's package, artifact, image, properties,
            database, labels and namespaces. com.example.chassis and com.example.contract keep their names.

            java Fork.java --update COMMIT

              COMMIT       of upstream, such as upstream/main

            Brings what upstream has changed since into a fork, under the fork's names. Where both have changed the same
            lines, they are left as a conflict. docs/fork.md tells more.
            """;

    static final String FORKED = """
            This is %name% now, in %package%. All changes are staged.

            Next:
              ./mvnw clean spotless:apply verify
                                                formats what longer or shorter names have moved, and runs all tests
              git add --all && git commit -m "Fork as %name%"

            By hand, since only you know it:
              LICENSE                           the licence and its holder
              SECURITY.md                       who answers a report
              ghcr.io/example                   your registry: in pom.xml, compose.yaml, renovate.json, k8s and docs
              %name%.example.com
                                                your host name and the domain of labels: in k8s
              https://github.com/example        your repository: in pom.xml and k8s/components/signed-images
              k8s/overlays/{gke,eks,aks}        projects, accounts, regions and databases: see docs/deploy
            """;

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var words = List.of(arguments);
        var checkout = new Checkout(Path.of("").toAbsolutePath());
        try {
            if (words.contains("--help")) {
                System.out.print(HELP);
            } else if (words.contains("--update")) {
                if (words.size() != 2 || !words.get(0).equals("--update")) {
                    throw new Refused("needs a commit of upstream alone, such as: java Fork.java --update upstream/main");
                }
                System.out.print(update(checkout, words.get(1)));
            } else {
                var names = Names.of(words);
                checkout.mustBeForkable();
                forkOrRestore(checkout, names);
                System.out.print(names.insertedInto(FORKED));
            }
        } catch (Refused ex) {
            System.err.println("Fork.java: " + ex.getMessage());
            System.exit(2);
        } catch (Conflicts ex) {
            System.err.println(ex.getMessage());
            System.exit(1);
        }
    }

    static void forkOrRestore(Checkout checkout, Names names) throws IOException, InterruptedException {
        var decided = new CountDownLatch(1);
        stopOnASignal(Thread.currentThread(), decided);
        try {
            fork(checkout, names, smallest(checkout, "HEAD"), true);
        } catch (IOException | InterruptedException | RuntimeException | Error ex) {
            Thread.interrupted();
            checkout.restore();
            throw new Refused("the checkout is as before: " + ex);
        } finally {
            decided.countDown();
        }
    }

    /** Control-C, too, waits until the checkout is as before. */
    static void stopOnASignal(Thread forking, CountDownLatch decided) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            forking.interrupt();
            try {
                decided.await();
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    /** The smallest service, as a tree to be laid over the others. It is of use once: no update brings it again. */
    static final String SMALLEST = "src/empty/";

    /** The files of the smallest service, as they are called in a fork. */
    static List<String> smallest(Checkout checkout, String tree) throws IOException, InterruptedException {
        return checkout.git("ls-tree", "-r", "--name-only", tree, SMALLEST).lines().map(file -> file.substring(SMALLEST.length())).toList();
    }

    static void fork(Checkout checkout, Names names, List<String> smallest, boolean withSmallest) throws IOException, InterruptedException {
        var upstream = checkout.git("rev-parse", "HEAD^{tree}");
        var files = checkout.git("ls-files").lines().toList();
        var rewriting = new Rewriting(names, smallest);
        for (var file : files) {
            var path = checkout.root().resolve(file);
            if (names.removes(Path.of(file)) || (names.empty() && smallest.contains(file))) {
                Files.delete(path);
            } else if (!file.startsWith(SMALLEST)) {
                rewrite(path, checkout.root(), file, rewriting);
            }
        }
        for (var file : files.stream().filter(file -> file.startsWith(SMALLEST)).toList()) {
            var path = checkout.root().resolve(file);
            if (names.empty() && withSmallest) {
                rewrite(path, checkout.root(), file.substring(SMALLEST.length()), rewriting);
            } else {
                Files.delete(path);
            }
        }
        for (var top : List.of("src", "docs", "k8s")) {
            deleteEmptyFolders(checkout.root().resolve(top));
        }
        names.write(upstream, version(checkout, upstream), checkout.root().resolve(UPSTREAM));
        checkout.git("add", "--all");
    }

    /** What upstream calls this tree. */
    static String version(Checkout checkout, String tree) throws IOException, InterruptedException {
        return Pattern.compile("<artifactId>orders</artifactId>\\s*<version>([^<]+)").matcher(checkout.git("show", tree + ":pom.xml"))
                .results().map(found -> found.group(1)).findFirst().orElse("unknown");
    }

    static void deleteEmptyFolders(Path top) throws IOException {
        try (var paths = Files.walk(top)) {
            for (var folder : paths.filter(Files::isDirectory).sorted(Comparator.reverseOrder()).toList()) {
                try (var content = Files.list(folder)) {
                    if (content.findAny().isEmpty()) {
                        Files.delete(folder);
                    }
                }
            }
        }
    }

    static void rewrite(Path path, Path root, String file, Rewriting rewriting) throws IOException {
        var moved = root.resolve(file.replace("com/example/orders/", rewriting.names.folder() + "/"));
        Files.createDirectories(moved.getParent());
        Files.move(path, moved);
        var bytes = Files.readAllBytes(moved);
        if (isText(bytes)) {
            Files.writeString(moved, rewriting.apply(file, new String(bytes, StandardCharsets.UTF_8)));
        }
    }

    /** Both states of upstream are forked alike; the difference between them is what the fork gets. */
    static String update(Checkout checkout, String commit) throws IOException, InterruptedException {
        var file = checkout.root().resolve(UPSTREAM);
        if (!Files.exists(file)) {
            throw new Refused("this is no fork: it has no " + UPSTREAM + ". Start with: java Fork.java PACKAGE NAME");
        }
        checkout.mustBeClean();
        var names = Names.read(file);
        checkout.mustHave(names.tree());
        checkout.mustHave(commit + "^{tree}");
        var smallest = new ArrayList<>(smallest(checkout, names.tree()));
        smallest.addAll(smallest(checkout, commit));
        var before = forked(checkout, names.tree(), names, smallest);
        var after = forked(checkout, commit + "^{tree}", names, smallest);
        var base = checkout.git("commit-tree", before, "-m", "upstream as it was");
        var change = checkout.git("commit-tree", after, "-p", base, "-m", "upstream as it is");
        try {
            checkout.git("cherry-pick", "--no-commit", change);
        } catch (Refused ex) {
            var conflicts = checkout.git("diff", "--name-only", "--diff-filter=U");
            if (conflicts.isEmpty()) {
                throw ex;
            }
            throw new Conflicts("You and upstream have changed the same lines of these files. Choose, then:\n"
                    + "./mvnw spotless:apply verify && git add --all && git commit\n" + conflicts.indent(2));
        }
        var changed = checkout.git("diff", "--cached", "--stat");
        return changed.isEmpty() ? "Upstream has changed nothing.\n"
                : changed + "\n\nAll of it is staged. Next: ./mvnw spotless:apply verify && git add --all && git commit\n";
    }

    /** The tree of upstream with the fork's names, made beside the checkout. */
    static String forked(Checkout checkout, String tree, Names names, List<String> smallest) throws IOException, InterruptedException {
        var folder = Files.createTempDirectory("fork");
        checkout.git("worktree", "add", "--detach", folder.toString(), checkout.git("commit-tree", tree, "-m", "upstream"));
        try {
            var copy = new Checkout(folder);
            fork(copy, names, smallest, false);
            return copy.git("write-tree");
        } finally {
            checkout.git("worktree", "remove", "--force", folder.toString());
        }
    }

    static final String UPSTREAM = ".upstream";

    static boolean isText(byte[] bytes) {
        for (byte each : bytes) {
            if (each == 0) {
                return false;
            }
        }
        return true;
    }

    /** Says in one line what cannot be done, and what to do instead. */
    static class Refused extends RuntimeException {

        Refused(String message) {
            super(message);
        }
    }

    /** Says what is left to decide. */
    static class Conflicts extends RuntimeException {

        Conflicts(String message) {
            super(message);
        }
    }

    /** What the service is called in each place, and the tree of upstream that it stands on. */
    record Names(String packageName, String name, boolean empty, boolean withLabs, String tree) {

        static final Pattern LABEL = Pattern.compile("[a-z]([a-z0-9-]*[a-z0-9])?");
        static final Pattern PACKAGE = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)+");

        /** Prefixes of properties or variables that belong to others, and names of what is beside the service. */
        static final Set<String> TAKEN = Set.of("spring", "server", "management", "logging", "chassis", "contract", "java", "jdk",
                "kubernetes", "debug", "trace", "info", "default", "postgres", "template0", "template1", "retention", "migration",
                "backup", "backups", "owner", "public", "user", "all", "ftp", "rds", "os", "file", "line", "path", "native", "sun", "stdin", "stdout", "stderr",
                "http", "https", "test", "otel", "ssl", "docker", "github", "ci", "maven", "prometheus", "aws", "azure", "google", "runner",
                "null", "true", "false", "yes", "no", "on", "off", "y", "n");

        /** Words of SQL that would need quotes as the name of a role. */
        static final Set<String> RESERVED = Set.of("all", "analyse", "analyze", "and", "any", "array", "as", "asc", "both", "case", "cast",
                "check", "collate", "column", "constraint", "create", "current_catalog", "current_date", "current_role", "current_time",
                "current_timestamp", "current_user", "deferrable", "desc", "distinct", "do", "else", "end", "except",
                "fetch", "foreign", "from", "grant", "group", "having", "in", "initially", "intersect", "into", "lateral", "leading", "limit",
                "localtime", "localtimestamp", "not", "null", "offset", "on", "only", "or", "order", "placing", "primary", "references",
                "returning", "select", "session_user", "some",
                "symmetric", "table", "then", "to", "trailing", "union", "unique", "using", "variadic", "when", "where", "window", "with");

        static Names of(List<String> arguments) {
            var words = new ArrayList<>(arguments);
            boolean empty = words.remove("--empty");
            boolean withLabs = words.remove("--with-labs");
            if (empty && withLabs) {
                throw new Refused("the labs are of the sample, which --empty replaces. Use one of the two.");
            }
            words.stream().filter(word -> word.startsWith("-")).findFirst().ifPresent(word -> {
                throw new Refused("unknown option " + word + ". See --help.");
            });
            if (words.size() != 2) {
                throw new Refused("needs a package and a name, such as: java Fork.java com.acme.billing bill-pay");
            }
            return new Names(validPackage(words.get(0)), validName(words.get(1)), empty, withLabs, "");
        }

        static Names read(Path file) throws IOException {
            var properties = new Properties();
            try (var reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            }
            for (var key : List.of("tree", "package", "name", "empty", "labs")) {
                if (!properties.containsKey(key)) {
                    throw new Refused("%s has no \"%s\". Take the file from your first commit.".formatted(file.getFileName(), key));
                }
            }
            return new Names(properties.getProperty("package"), properties.getProperty("name"),
                    Boolean.parseBoolean(properties.getProperty("empty")), Boolean.parseBoolean(properties.getProperty("labs")), properties.getProperty("tree"));
        }

        void write(String upstream, String version, Path file) throws IOException {
            Files.writeString(file, "# What this service stands on, for the next update: docs/fork.md.\nversion=%s\ntree=%s\npackage=%s\nname=%s\nempty=%s\nlabs=%s\n"
                    .formatted(version, upstream, this.packageName, this.name, this.empty, this.withLabs));
        }

        /** Of use upstream alone. */
        static final List<String> REMOVED = List.of("Fork.java", ".fork", "src/backstage", "docs/benchmarks", ".ci/run",
                ".ci/nightly", ".ci/test-forks", ".ci/build-program-image", ".ci/get-prometheus", ".ci/rehearse-release",
                "CHANGELOG.md");

        /** The sample, and what shows it. */
        static final List<String> SAMPLE = List.of("src/main/java/com/example/orders", "src/test/java/com/example/orders",
                "src/main/resources/db/migration", "docs/requirements", "docs/kubernetes", "docs/changes.md", "docs/database.md",
                "docs/invariant.sql", "docs/openapi.json", "k8s/send-load", "k8s/components/monitoring/fulfilment.yaml",
                "k8s/components/monitoring/tests/fulfilment.yaml");

        /** Of any service, though in a folder of the sample. */
        static final List<String> KEPT = List.of("src/main/resources/db/migration/V2__tasks.sql",
                "src/main/resources/db/migration/V7__backups.sql", "docs/kubernetes/checks.md");

        /** Whether a fork does not have this file or folder. */
        boolean removes(Path path) {
            return REMOVED.stream().anyMatch(path::startsWith) || (!this.withLabs && path.startsWith("k8s/labs"))
                    || (this.empty && SAMPLE.stream().anyMatch(path::startsWith) && KEPT.stream().noneMatch(path::endsWith));
        }

        static String validPackage(String name) {
            if (!PACKAGE.matcher(name).matches()) {
                throw new Refused("\"%s\" is no package: use lower-case words with a dot between, such as com.acme.billing"
                        .formatted(name));
            }
            for (var word : name.split("\\.")) {
                if (SourceVersion.isKeyword(word)) {
                    throw new Refused("\"%s\" is no package: \"%s\" is a word of the language. Use another.".formatted(name, word));
                }
            }
            if (name.startsWith("java.") || name.startsWith("javax.")) {
                throw new Refused("the package \"%s\" is Java's own. Use another.".formatted(name));
            }
            for (var kept : List.of("com.example.chassis", "com.example.contract", "com.example.orders", "com.example.architecture")) {
                if ((kept + ".").startsWith(name + ".") || name.startsWith(kept + ".")) {
                    throw new Refused("the package \"%s\" overlaps with %s. Use another.".formatted(name, kept));
                }
            }
            return name;
        }

        static String validName(String name) {
            if (!LABEL.matcher(name).matches() || name.length() > 30) {
                throw new Refused(("\"%s\" is no DNS label of at most 30 characters: use a to z, 0 to 9 and -, "
                        + "with a letter first and no - at the end").formatted(name));
            }
            if (TAKEN.contains(name) || name.startsWith("kube-") || name.startsWith("pg-")) {
                throw new Refused("the name \"%s\" is taken by something else in the service or the cluster. Use another."
                        .formatted(name));
            }
            return name;
        }

        String folder() {
            return this.packageName.replace('.', '/');
        }

        /** A role or a database: a dash or a word of SQL would need quotes. */
        String database() {
            var role = this.name.replace('-', '_');
            return RESERVED.contains(role) ? role + "_db" : role;
        }

        /** The prefix of variables, as Spring binds them: without dashes. */
        String variable() {
            return this.name.replace("-", "").toUpperCase(Locale.ROOT);
        }

        String insertedInto(String text) {
            return text.replace("%name%", this.name).replace("%package%", this.packageName);
        }
    }

    /** The names in a file's text, each replaced once. In prose "orders" is a word, in configuration and commands a name. */
    static class Rewriting {

        /** Where "orders" is the table, or a path of the API. */
        static final String KEPT = "(?<=\\b(?:from|into|update|table|join|truncate|on) )orders\\b(?! namespace)"
                + "|(?<=(?:^|[\\s\"'`(|<]|:80\\d\\d|\\)|\\$HOST|\\$lab|\\$service|/shop|orders\\.company\\.example)/)orders\\b(?!-)"
                + "|\"orders\":|\\borders(?=`?, ?`?keys)|(?<=\\| )orders(?= \\| \\d)|(?<=relation \\\\?\")orders\\b|(?<=no new )orders\\b";

        static final String DATABASE = "(?<=5432/|postgresql://|USERNAME=|username: |username=|POSTGRES_USER=|POSTGRES_DB=|dbname=|-U "
                + "|POSTGRES_USER: |POSTGRES_DB: |-U postgres |-U owner |print-privileges owner |print-privileges owner orders "
                + "|PROJECT\\.iam |role |role = |alter database |owner to |\\\\password |grant |databases create "
                + "|--db-name |--server-name (?:orders|\\$UNIQUE) --name |usename = '|username\\\\\":\\\\\"|database `|role `)orders\\b(?![@.])"
                + "|(?<=postgresql://)orders(?=@)"
                + "|(?<=POSTGRES_(?:USER|DB)\\n {14}value: |PG(?:USER|DATABASE)\\n {18}value: )orders\\b";

        /** Files that are about the table "orders": in their code only what cannot be the table is a name. */
        static final Pattern ABOUT_THE_TABLE = Pattern.compile(".*\\.(java|sql)|(docs|src)/.*\\.json|docs/(api|database|changes|adr/00(03|10|11)-.*)\\.md");

        /** Parts of pages that are of no use in a fork. */
        static final String UPSTREAM_ALONE = "(?s)<!-- upstream -->\\n.*?<!-- end -->\\n+|\\| forks, and a later upstream [^\\n]*\\n";

        private final Names names;
        private final List<String> smallest;
        private final List<String> replacements;
        private final Pattern everywhere;
        private final Pattern inCode;

        Rewriting(Names names, List<String> smallest) {
            this.names = names;
            this.smallest = smallest;
            var name = names.name();
            var rules = new String[][] {
                {"com\\.example\\.orders\\b", names.packageName()},
                {"(?<![.\\w])com/example/orders\\b", names.folder()},
                {"\\bcom\\.example/orders\\b", names.packageName() + "/" + name},
                {"\\bexample/orders\\b", "example/" + name},
                {"\\borders\\.example\\.com\\b", name + ".example.com"},
                {"urn:problem-type:orders\\b", "urn:problem-type:" + name},
                {"\\bORDERS_PORT\\b", name.replace('-', '_').toUpperCase(Locale.ROOT) + "_PORT"},
                {"\\bORDERS_(?=[A-Z\u2026])", names.variable() + "_"},
                {"\\borders\\.(?=fulfilment\\b(?!\\.delay)|retention\\b|requests\\.|stock\\.page|word-count\\b|max-wait|key-lifetime\\b|recheck-interval\\b|\u2026)", name + "."},
                {"(?<=\"title\" : \")orders\\b", name},
                {"(?<=^# )Orders$|^Orders(?= is a )|(?<=^    <name>)Orders\\b", name},
                {"(?<=ConfigurationProperties\\(\")orders\\b", name},
                {"`orders\\.`", "`" + name + ".`"},
                {"\\borders\\.jar\\b", name + ".jar"},
                {"(?<=namespace |\\.cache/)orders\\b", name},
                {"\\borders(?=_blue\\b|-20\\d{6}T)", names.database()},
                {"\\borders(?=-(?:live|migration|logs|clients)\\b|\\.teach\\b)|(?<=/etc/|registry\\.example\\.com/)orders\\b", name},
                {DATABASE, names.database()},
                {KEPT, null},
                {"\\borders\\b", name},
            };
            this.replacements = Arrays.stream(rules).map(rule -> rule[1]).toList();
            var groups = Arrays.stream(rules).map(rule -> "(" + rule[0] + ")").toList();
            this.inCode = Pattern.compile(String.join("|", groups), Pattern.MULTILINE);
            // Without the last two, which are for code alone.
            this.everywhere = Pattern.compile(String.join("|", groups.subList(0, groups.size() - 2)), Pattern.MULTILINE);
        }

        static final Pattern IMPORTS = Pattern.compile("(?m)(?:^import (?!static )[^\\n]*\\n){2,}");

        /** As Spotless does: a fork would differ from its upstream where another name has another place. */
        private static String sorted(String imports) {
            return imports.lines().sorted(Comparator.comparing(line -> line.replace(";", ""))).collect(Collectors.joining("\n", "", "\n"));
        }

        String apply(String file, String text) {
            var renamed = renamed(file, text);
            return file.endsWith(".java") ? IMPORTS.matcher(renamed).replaceAll(block -> Matcher.quoteReplacement(sorted(block.group()))) : renamed;
        }

        private String renamed(String file, String text) {
            if (file.equals("pom.xml")) {
                text = text.replaceFirst("<groupId>com\\.example</groupId>", "<groupId>" + this.names.packageName() + "</groupId>");
            }
            if (file.endsWith("additional-spring-configuration-metadata.json")) {
                text = text.replaceAll(",\\n *\\{\"name\": \"(?:fulfilment|orders?|retention)\\.[^\\n]*?(?=,?\\n)", ""); // a fork has no old names
            }
            if (this.names.empty()) {
                text = withoutTheSample(text);
            }
            if (file.endsWith(".md")) {
                text = Links.without(text.replaceAll(UPSTREAM_ALONE, ""), file,
                        target -> this.names.removes(target) && this.smallest.stream().noneMatch(kept -> Path.of(kept).startsWith(target)));
            }
            if (ABOUT_THE_TABLE.matcher(file).matches()) {
                return replace(this.everywhere, text, 0, text.length(), new StringBuilder()).toString();
            }
            if (file.endsWith(".md")) {
                return replacedIn(CODE_IN_MARKDOWN, text);
            }
            return replacedIn(NO_COMMENT, text);
        }

        /** What shows the sample in files that stay, and what takes its place. */
        static final String[][] SAMPLE = {
            {"(?ms)^## See it yourself\n.*?(?=^## |\\z)", ""},
            {"(?s)<!-- sample -->\\n.*?<!-- end -->\\n+", ""},
            {"/stock/PEN-1 -H 'Content-Type: application/json' -d '\\{\"received\": 100\\}'",
                "/documents/pens -H 'Content-Type: application/json' -d '{\"text\": \"two blue pens\"}'"},
            {"\\{\"sku\":\"PEN-1\",\"received\":100,\"onHand\":(?:100|\u2026)\\}",
                "{\"name\":\"pens\",\"text\":\"two blue pens\",\"storedAt\":\"2026-11-27T06:50:43.949002Z\"}"},
            {"/orders -H 'Content-Type: application/json' -H 'Prefer: wait=5' -d '\\{\"sku\": \"PEN-1\", \"quantity\": 2\\}'",
                "/documents/pens"},
            {"\\{\"id\":\"[^\\n]*\"FULFILLED\"[^\\n]*",
                "{\"name\":\"pens\",\"text\":\"two blue pens\",\"words\":3,\"storedAt\":\"2026-11-27T06:50:43.949002Z\","
                        + "\"endedAt\":\"2026-11-27T06:50:43.984807Z\"}"},
            {"(?<=- path: )/orders (?=# )", "/documents "},
            {"(?m)^ +- path: /stock\\n.*\\n.*\\n", ""},
            {"(?m)^  - fulfilment\\.yaml\n|^\\| 99 % `fulfilment`[^\n]*\n|^(?:- )?The sample's [^\n]*\n", ""},
            {"\\| the longest request, `Prefer: wait`[^\\n]*\\n", ""},
            {"\\bOrdersApplication\\b", "ServiceApplication"},
            {"\\bTestOrdersApplication\\b", "TestServiceApplication"},
        };

        private static String withoutTheSample(String text) {
            for (var rule : SAMPLE) {
                text = text.replaceAll(rule[0], Matcher.quoteReplacement(rule[1]));
            }
            return text;
        }

        /** A fenced block, or a span. */
        static final Pattern CODE_IN_MARKDOWN = Pattern.compile("(?ms)^( *)```.*?^\\1```|`[^`\\n]+`");

        /** A line up to its comment, of YAML, properties or a shell script. */
        static final Pattern NO_COMMENT = Pattern.compile("(?m)^(?:(?!(?:^|\\s)# ).)*\\n?");

        /** Names in these parts; in the others only what is a name everywhere. */
        private String replacedIn(Pattern parts, String text) {
            var result = new StringBuilder();
            int end = 0;
            var matcher = parts.matcher(text);
            while (matcher.find()) {
                replace(this.everywhere, text, end, matcher.start(), result);
                replace(this.inCode, text, matcher.start(), matcher.end(), result);
                end = matcher.end();
            }
            return replace(this.everywhere, text, end, text.length(), result).toString();
        }

        /** What is before and after the part counts for what may stand around a name. */
        private StringBuilder replace(Pattern pattern, String text, int start, int end, StringBuilder result) {
            var matcher = pattern.matcher(text).region(start, end).useTransparentBounds(true).useAnchoringBounds(false);
            int copied = start;
            while (matcher.find()) {
                result.append(text, copied, matcher.start()).append(replacement(matcher));
                copied = matcher.end();
            }
            return result.append(text, copied, end);
        }

        private String replacement(MatchResult match) {
            for (int i = 1; i <= match.groupCount(); i++) {
                if (match.group(i) != null) {
                    var replacement = this.replacements.get(i - 1);
                    return (replacement != null) ? replacement : match.group();
                }
            }
            throw new IllegalStateException(match.group());
        }
    }

    /** Links to what a fork does not have become their text, and say where it is; a row that such a link begins goes. */
    static class Links {

        /** The row of a table that is about what a link leads to. */
        static final Pattern ROW = Pattern.compile("(?m)^\\| \\[[^\\]\\[]*\\]\\(([^):#]+)(?:#[^)]*)?\\) \\|[^\\n]*\\n");
        static final Pattern LINK = Pattern.compile("\\[([^\\]\\[]*)\\]\\(([^):#]+)(#[^)]*)?\\)");

        static String without(String text, String file, Predicate<Path> removes) {
            Predicate<String> removed = target -> removes.test(Path.of(file).resolveSibling(target).normalize());
            var rows = ROW.matcher(text).replaceAll(match -> Matcher.quoteReplacement(removed.test(match.group(1)) ? "" : match.group()));
            return LINK.matcher(rows)
                    .replaceAll(match -> Matcher.quoteReplacement(removed.test(match.group(2)) ? match.group(1) + " (upstream)" : match.group()));
        }
    }

    /** A checkout of Git, by its command line. */
    record Checkout(Path root) {

        void mustBeForkable() throws IOException, InterruptedException {
            if (Files.exists(this.root.resolve(UPSTREAM))) {
                throw new Refused("this is a fork already: " + UPSTREAM + " says of what.");
            }
            if (!Files.exists(this.root.resolve("src/main/java/com/example/orders"))) {
                throw new Refused("run it at the top of a checkout of the sample, where pom.xml is.");
            }
            if (!Path.of(git("rev-parse", "--show-toplevel")).toRealPath().equals(this.root.toRealPath())) {
                throw new Refused("this is a folder of another repository. Clone the sample into one of its own.");
            }
            mustBeClean();
        }

        void mustBeClean() throws IOException, InterruptedException {
            var status = git("status", "--porcelain", "--untracked-files=all");
            if (!status.isEmpty()) {
                throw new Refused("the checkout is not clean: commit, stash or delete \"%s\" first."
                        .formatted(status.lines().findFirst().orElseThrow().strip()));
            }
        }

        void mustHave(String tree) throws IOException, InterruptedException {
            try {
                git("cat-file", "-e", tree);
            } catch (Refused ex) {
                throw new Refused("there is no %s in this repository. First: git fetch upstream".formatted(tree.replace("^{tree}", "")));
            }
        }

        void restore() throws IOException, InterruptedException {
            git("reset", "--hard", "--quiet");
            git("clean", "--force", "-d", "--quiet");
        }

        String git(String... arguments) throws IOException, InterruptedException {
            var command = new ArrayList<>(List.of("git", "-c", "core.quotePath=false"));
            command.addAll(List.of(arguments));
            Process process;
            try {
                process = new ProcessBuilder(command).directory(this.root.toFile()).redirectErrorStream(true).start();
            } catch (IOException ex) {
                throw new Refused("needs git on the path: " + ex.getMessage());
            }
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
            if (process.waitFor() != 0) {
                throw new Refused(output);
            }
            return output;
        }
    }
}
