-- An order that was rejected says why, and no other does: until now only the code kept to it. Whatever is written from
-- now on is checked; "not valid" leaves what is there unread, so that the table is locked for no longer than a moment.
-- It also says what orders_check says, which a later release drops: see docs/adr/0010-migration.md.
alter table orders add constraint orders_end check (
  case status
    when 'ACCEPTED' then ended_at is null and reason is null
    when 'REJECTED' then ended_at is not null and reason is not null
    else ended_at is not null and reason is null
  end) not valid;
