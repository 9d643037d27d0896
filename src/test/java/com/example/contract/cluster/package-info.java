/** A Kubernetes cluster, and what is deployed there. */
@NullMarked
package com.example.contract.cluster;

import org.jspecify.annotations.NullMarked;
