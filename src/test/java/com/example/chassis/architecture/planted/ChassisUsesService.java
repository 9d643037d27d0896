package com.example.chassis.architecture.planted;

import com.example.architecture.planted.PlantedService;

record ChassisUsesService(PlantedService service) {}
