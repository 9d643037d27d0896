package com.example.contract.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program that runs the commands of the documents, on pages that need no cluster. */
class RunPagesTests {

    @TempDir
    Path folder;

    @Test
    void outputOfTheSameShapePasses() throws Exception {
        assertThat(run("""
                ```sh
                greet() { echo "hello $1"; }
                ```

                <!-- terminal 2 -->

                ```console
                $ until [ -f "$folder/written" ]; do sleep 0.1; done; echo seen; sleep 60
                ```

                ```console
                $ echo "orders-5fc6d8cb54-bbks8 1/1 12s 10.244.1.9 2026-11-24T03:00:08.153547Z"; greet you
                orders-7d664b7c4-zgm4l   1/1   5m31s   10.0.0.1   2026-11-27T03:00:08Z
                hello …
                $ cat <<'END'
                first
                second
                third
                END
                …
                third
                $ echo '03:00:08.088 ["719",[]] 849'
                10:59:14.534 ["13520",[]] 13538
                $ printf 'one\\n\\n'
                one
                $ touch "$folder/written"
                ```

                <!-- terminal 2 -->

                ```console
                seen
                ```

                <!-- not run: it would fail -->

                ```sh
                false
                ```

                <!-- only if: false -->

                ```sh
                false
                ```
                """)).contains("not run: it would fail").endsWith("4 blocks run, 2 marked, 0 differences\nexit 0");
    }

    @Test
    void otherOutputAndAFailureDoNot() throws Exception {
        assertThat(run("""
                ```console
                $ echo exit code 137
                exit code 143
                $ false
                ```
                """))
                .contains("$ echo exit code 137\n--- the page\nexit code 143\n--- here\nexit code 137\n---", "$ false")
                .endsWith("1 blocks run, 0 marked, 2 differences\nexit 1");
    }

    private String run(String page) throws IOException, InterruptedException {
        Path file = Files.writeString(this.folder.resolve("page.md"), page);
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder program = new ProcessBuilder(java, ".ci/RunPages.java", file.toString());
        program.environment().put("folder", this.folder.toString());
        Process process = program.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return output + "exit " + process.waitFor();
    }
}
