# Notes the dump in the database, where the service reads its age, and deletes old ones. Runs only if all before it succeeded.
set -eu

name=$(cat /tmp/name)
psql --no-psqlrc --no-password --quiet --set=ON_ERROR_STOP=1 --set=name="$name" --set=started="$(cat /tmp/started)" \
  --set=bytes="$(wc -c <"/backups/$name")" --set=age="$KEEP_DAYS days" <<'END'
insert into backups (name, started_at, bytes) values (:'name', :'started', :bytes);
delete from backups where started_at < now() - interval :'age';
END
find /backups -type f -mtime "+$KEEP_DAYS" -print -exec rm {} +
echo "recorded: $name"
