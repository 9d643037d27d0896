-- The two roles, with the passwords of their Secrets. psql runs this as the superuser, for an empty data directory.
\set owner `cat /etc/postgres/owner/spring.datasource.username`
\set owner_password `cat /etc/postgres/owner/spring.datasource.password`
\set service_password `cat /etc/postgres/service/spring.datasource.password`
create role :"owner" login password :'owner_password';
create role :"DBNAME" login password :'service_password';

-- The superuser's password, which initdb requires. Without one it can connect from inside the pod alone.
alter role :"USER" password null;
