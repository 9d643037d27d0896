package com.example.chassis.jvm;

/** Logs the report. */
final class ReportingProgram {

    private ReportingProgram() {}

    static void main(String[] args) {
        JvmReport.log();
    }
}
