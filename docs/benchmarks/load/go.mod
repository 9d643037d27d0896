module example.com/orders/load

go 1.26
