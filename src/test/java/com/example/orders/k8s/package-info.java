/**
 * The manifests, checked without a cluster: {@code kubectl kustomize} renders each overlay, and each
 * {@link com.example.orders.k8s.Rule} of {@link com.example.orders.k8s.Rules} looks for what breaks it. Reading order: a
 * {@link com.example.orders.k8s.Manifest} and its {@link com.example.orders.k8s.Place}s, then
 * {@link com.example.orders.k8s.Workload} and {@link com.example.orders.k8s.Container}, then one class of rules for each
 * theme. {@code docs/kubernetes/checks.md} is the list for people.
 */
@NullMarked
package com.example.orders.k8s;

import org.jspecify.annotations.NullMarked;
