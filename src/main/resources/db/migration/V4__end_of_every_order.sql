-- Reads the whole table, beside those who work with it. In a transaction of its own, or the lock of V3 would last as long.
alter table orders validate constraint orders_end;
