-- A row for each backup that was written, checked and copied: k8s/components/backup. Its snapshot is taken after started_at,
-- so it has all that was committed before.
create table backups (
  name       text        primary key,
  started_at timestamptz not null,
  ended_at   timestamptz not null default now(),
  bytes      bigint      not null
);
