package com.example.contract.architecture.planted;

import com.example.architecture.planted.PlantedService;

record ContractUsesService(PlantedService service) {}
