/**
 * The contract: what a container owes its platform, checked from outside on a process, a container or a cluster. It imports
 * neither the chassis nor the service: {@link com.example.contract.ServiceDriver} says how the service's clients behave. Of
 * the chassis it uses the names of properties, log lines and endpoints.
 * In reading order:
 *
 * <ol>
 * <li>{@code requirement}: the tests of the seven requirements, a class for each, and those on a cluster
 * <li>{@code subject}: what is tested, with its database and what can be put in front of both
 * <li>{@code load}: clients
 * <li>{@code cluster}: a Kubernetes cluster and what is deployed there; {@code system}: processes as Linux shows them
 * <li>{@code support}: what all tests share
 * <li>{@code manifest}: the rules on the rendered overlays; {@code docs}: the rules on the documents
 * </ol>
 */
@NullMarked
package com.example.contract;

import org.jspecify.annotations.NullMarked;
