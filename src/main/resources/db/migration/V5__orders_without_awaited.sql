-- No release since the one before reads or writes this column: a waiting request asks the database instead of being told.
-- See docs/adr/0010-migration.md: expand and contract.
alter table orders drop column awaited;
