package com.example.contract.manifest;

import com.example.contract.support.Application;
import java.util.List;
import java.util.Locale;

/**
 * What every overlay must contain.
 *
 * @param id its name, such as {@code RES-1}
 * @param what what it asks for, in one line
 * @param why what happens without, in one line
 * @param check what looks for it
 */
record Rule(String id, String what, String why, Check check) {

    private static final String EXEMPT = Application.DOMAIN + "/exempt-";

    /** The name of the annotation that exempts an object, with the reason as its value. */
    String annotation() {
        return EXEMPT + this.id.toLowerCase(Locale.ROOT);
    }

    /** What breaks it, but for objects that are exempt. */
    List<Finding> broken(Manifests manifests) {
        return findings(manifests).stream().filter(finding -> !isExempt(finding.place().manifest())).toList();
    }

    /** What breaks it, exempt or not. */
    List<Finding> findings(Manifests manifests) {
        return this.check.in(manifests).distinct().toList();
    }

    private boolean isExempt(Manifest manifest) {
        return manifest.at("/metadata/annotations").has(annotation());
    }

    static boolean isExemption(String annotation) {
        return annotation.startsWith(EXEMPT);
    }

    @Override
    public String toString() {
        return this.id + ": " + this.what;
    }
}
