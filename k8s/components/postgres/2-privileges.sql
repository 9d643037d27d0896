-- Two roles in the current database. The owner migrates the schema. The service may read and write rows; it can neither create
-- (not even a temporary table), nor alter, nor drop.
--
-- psql runs this as a superuser, or as the administrator of a managed database who is a member of the owner. It may be run again.
-- Variables: owner, and service, if its name is not that of the database.
\if :{?owner}
\else
  \set owner `cat /etc/postgres/owner/spring.datasource.username`
\endif
\if :{?service}
\else
  \set service :DBNAME
\endif

alter database :"DBNAME" owner to :"owner";
revoke all on database :"DBNAME" from public;
grant connect on database :"DBNAME" to :"service";
revoke create on schema public from public;

-- What is there.
grant select, insert, update, delete on all tables in schema public to :"service";
grant usage, select on all sequences in schema public to :"service";

-- What migrations will create.
alter default privileges for role :"owner" in schema public grant select, insert, update, delete on tables to :"service";
alter default privileges for role :"owner" in schema public grant usage, select on sequences to :"service";
