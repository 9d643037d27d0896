package com.example.contract.requirement;

/**
 * How much of the contract is tested: by default each requirement in minutes; with {@code -Dcontract.tier=full} also what
 * takes longer, with the shipped time-outs.
 */
final class Tier {

    static final boolean FULL = System.getProperty("contract.tier", "").equals("full");

    private Tier() {}
}
