# Notes the dump in the database, where the service reads its age, and deletes old ones and those of earlier attempts. Runs only
# if all before it succeeded.
set -eu

# Where the password is rotated with two users, the Secret names the one of now.
[ ! -f /etc/orders/spring.datasource.username ] || PGUSER=$(cat /etc/orders/spring.datasource.username)
export PGUSER

name=$(cat /tmp/name)
psql --no-psqlrc --no-password --quiet --set=ON_ERROR_STOP=1 --set=name="$name" --set=started="$(cat /tmp/started)" \
  --set=bytes="$(wc -c <"/backups/$name")" --set=job="%-$JOB.dump" --set=age="$KEEP_DAYS days" <<'END'
insert into backups (name, started_at, bytes) values (:'name', :'started', :bytes);
delete from backups where started_at < now() - interval :'age' or (name like :'job' and name <> :'name');
END
find /backups -type f \( -mtime "+$((KEEP_DAYS - 1))" -o -name "*-$JOB.dump" ! -name "$name" \) -print -exec rm {} +
echo "recorded: $name"
