package com.example.orders.stock.architecture.planted;

import com.example.orders.order.Order;

record StockUsesOrders(Order order) {}
