package com.example.orders.stock;

/**
 * The stock of one product.
 *
 * @param sku the product's code
 * @param received the total of pieces ever received
 * @param onHand how many of them are left
 */
record StockItem(String sku, long received, long onHand) {}
