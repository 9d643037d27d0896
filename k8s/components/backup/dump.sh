# Dumps the database into a file of /backups, and reads the file again. What ends in .dump is whole.
set -eu

# Where the password is rotated with two users, the Secret names the one of now.
[ ! -f /etc/orders/spring.datasource.username ] || PGUSER=$(cat /etc/orders/spring.datasource.username)
export PGUSER

# libpq's own file, so that the password is neither in the environment nor among the arguments of a process.
umask 077
printf '*:*:*:*:%s\n' "$(sed 's/[\\:]/\\&/g' /etc/orders/spring.datasource.password)" >"$PGPASSFILE"
umask 027

# Of attempts that failed, here or long ago. Another Job may be at work.
find /backups -type f -name '*.part' \( -name "*-$JOB.dump.part" -o -mmin +60 \) -exec rm {} +
started=$(date -u +%Y-%m-%dT%H:%M:%SZ)
name=$PGDATABASE-$(echo "$started" | tr -d :-)-$JOB.dump
pg_dump --format=custom --no-password --file="/backups/$name.part"
pg_restore --file=/dev/null "/backups/$name.part" # fails on a dump that was cut off or is damaged
mv "/backups/$name.part" "/backups/$name"
echo "$started" >/tmp/started
echo "$name" >/tmp/name
echo "dumped and read again: $name, $(wc -c <"/backups/$name") bytes"
