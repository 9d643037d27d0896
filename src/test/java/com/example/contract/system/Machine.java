package com.example.contract.system;

import java.util.List;

/** What is asked of an operating system, on this machine or on a node of a cluster. */
public interface Machine {

    /** The text of a file. */
    String read(String file);

    /** For each process the content of {@code /proc/…/stat}. */
    List<String> processes();
}
