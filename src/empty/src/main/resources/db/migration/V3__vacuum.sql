-- Rows of the tasks change all the time, so autovacuum looks at them after 1,000 changes, however many there are.
alter table scheduled_tasks set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
