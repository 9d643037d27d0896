/**
 * The manifests, checked without a cluster: {@code kubectl kustomize} renders each overlay, and each
 * {@link com.example.contract.manifest.Rule} of {@link com.example.contract.manifest.Rules} reports the objects that violate it. To read: a
 * {@link com.example.contract.manifest.Manifest} and its {@link com.example.contract.manifest.Place}s, then
 * {@link com.example.contract.manifest.Workload} and {@link com.example.contract.manifest.Container}, then one class of rules for each
 * theme. {@code docs/kubernetes/checks.md} is the list for people.
 */
@NullMarked
package com.example.contract.manifest;

import org.jspecify.annotations.NullMarked;
