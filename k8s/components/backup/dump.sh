# Dumps the database into a file of /backups, and reads the file again. What ends in .dump is whole.
set -eu

# libpq's own file, so that the password is neither in the environment nor among the arguments of a process.
umask 077
printf '*:*:*:*:%s\n' "$(sed 's/[\\:]/\\&/g' /etc/orders/spring.datasource.password)" >"$PGPASSFILE"
umask 027

rm -f /backups/*.part # of an attempt that failed
started=$(date -u +%Y-%m-%dT%H:%M:%SZ)
name=$PGDATABASE-$(echo "$started" | tr -d :-)-$JOB.dump
pg_dump --format=custom --no-password --file="/backups/$name.part"
pg_restore --file=/dev/null "/backups/$name.part" # fails on a dump that was cut off or is damaged
mv "/backups/$name.part" "/backups/$name"
find /backups -type f -name "*-$JOB.dump" ! -name "$name" -exec rm {} + # earlier attempts, which were not recorded
echo "$started" >/tmp/started
echo "$name" >/tmp/name
echo "dumped and read again: $name, $(wc -c <"/backups/$name") bytes"
