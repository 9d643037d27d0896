package com.example.contract.architecture.planted;

import com.example.chassis.Chassis;

record ContractUsesChassis(Chassis chassis) {}
