create table orders (
  id          uuid        primary key default uuidv7(),
  sku         text        not null,
  quantity    integer     not null check (quantity > 0),
  status      text        not null default 'ACCEPTED',
  reason      text,
  awaited     boolean     not null default false, -- somebody waits for the end: tell them
  accepted_at timestamptz not null default now(),
  ended_at    timestamptz,
  check (status in ('ACCEPTED', 'FULFILLED', 'REJECTED', 'CANCELLED')),
  check ((status = 'ACCEPTED') = (ended_at is null))
);

create index orders_by_status on orders (status, id desc);
create index orders_by_end on orders (ended_at) where ended_at is not null;

create table idempotency_keys (
  key        text        primary key,
  order_id   uuid        not null references orders on delete cascade,
  created_at timestamptz not null default now()
);

create index idempotency_keys_by_order on idempotency_keys (order_id);
create index idempotency_keys_by_age on idempotency_keys (created_at);

-- For every sku, at any moment: received - archived - sum of fulfilled quantities = on_hand.
create table stock (
  sku      text   primary key,
  received bigint not null check (received >= 0),
  on_hand  bigint not null check (on_hand >= 0),
  archived bigint not null default 0 check (archived >= 0)
);
