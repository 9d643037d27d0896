create table documents (
  name      text        collate "C" primary key,
  text      text        not null,
  words     integer,
  stored_at timestamptz not null default now(),
  ended_at  timestamptz,
  check (words is null or ended_at is not null)
);

create index documents_by_end on documents (ended_at) where ended_at is not null;
