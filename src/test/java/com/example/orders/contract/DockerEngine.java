package com.example.orders.contract;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Network;
import org.testcontainers.DockerClientFactory;

/** The Docker engine that Testcontainers has found. */
final class DockerEngine {

    private DockerEngine() {}

    static DockerClient client() {
        return DockerClientFactory.instance().client();
    }

    /** The address of this machine as containers see it. */
    static String gateway() {
        return client().inspectNetworkCmd()
                .withNetworkId("bridge")
                .exec()
                .getIpam()
                .getConfig()
                .stream()
                .map(Network.Ipam.Config::getGateway)
                .findFirst()
                .orElseThrow();
    }
}
