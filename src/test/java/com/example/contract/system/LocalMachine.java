package com.example.contract.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** This machine, where it runs Linux. */
public final class LocalMachine implements Machine {

    @Override
    public String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public List<String> processes() {
        return ProcessHandle.allProcesses().map(LocalMachine::stat).flatMap(List::stream).toList();
    }

    private static List<String> stat(ProcessHandle process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "stat"))) {
            return lines.toList();
        } catch (IOException | UncheckedIOException ex) {
            return List.of(); // it has exited meanwhile
        }
    }
}
