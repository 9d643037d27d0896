#!/bin/sh
# Reads the log files of this service on this node, once a second, and serves the counts of their lines on port 2021.
#
# A file is identified by its inode. The kubelet renames a full file (0.log, 0.log.20261124-021900), starts a new one, and
# later compresses the old one under a new inode. So a renamed file is read to its end. A compressed file is read only if
# the agent has not read the file that it was made from.
set -u
trap 'exit 0' TERM
cd /tmp || exit
mkdir -p offset seen www
touch totals www/metrics
httpd -p 2021 -h www

# Adds the lines of standard input to the totals, under $labels, and publishes the totals. Writes the lines' size in bytes
# to the file "end".
count() {
  awk -v end=end -f /etc/log-agent/count.awk >counts
  awk -v labels="$labels" '{ print labels ",stream=\"" $1 "\",json=\"" $2 "\"", $3 }' counts >>totals
  awk '{ sum[$1] += $2 } END { for (key in sum) print key, sum[key] }' totals >totals.new && mv totals.new totals
  {
    echo '# HELP log_agent_lines_total Lines of this service, read from the files of this node.'
    echo '# TYPE log_agent_lines_total counter'
    awk '{ print "log_agent_lines_total{" $1 "}", $2 }' totals
  } >metrics.new && mv metrics.new www/metrics
}

# Reads what is new in standard input, a file whose name is or was $name, 8 MiB at a time.
read_on() {
  # shellcheck disable=SC2046 # two words
  set -- $(stat -L -c '%i %s' /proc/self/fd/0)
  inode=$1 size=$2 offset=0 was=$name
  [ -f "offset/$inode" ] && read -r offset was <"offset/$inode"
  case $name in "$was" | "$was".*) ;; *) offset=0 ;; esac # another file, with the inode of a deleted one
  if [ "$size" -gt "$offset" ]; then
    tail -c +$((offset + 1)) | head -c $((size - offset < 8388608 ? size - offset : 8388608)) >chunk
    head -n "$(wc -l <chunk)" chunk | count # without an incomplete last line
    offset=$((offset + $(cat end)))
  fi
  echo "$offset $name" >"offset/$inode"
  [ "$size" = "$offset" ]
}

while :; do
  for file in /var/log/pods/orders*_*/orders/*.log* /var/log/pods/orders*_*/retention/*.log*; do
    [ -f "$file" ] || continue
    path=${file#/var/log/pods/} # NAMESPACE_POD_UID/CONTAINER/0.log
    namespace=${path%%_*} pod=${path#*_} container=${path#*/}
    labels="namespace=\"$namespace\",pod=\"${pod%%_*}\",container=\"${container%%/*}\""
    name=$(echo "$path" | tr / :)
    case $file in
      *.log) read_on <"$file" ;;
      *.tmp) ;; # being compressed
      *.gz) [ -e "seen/${name%.gz}" ] || { zcat "$file" | count && : >"seen/${name%.gz}"; } ;;
      *) read_on <"$file" && : >"seen/$name" ;;
    esac
  done
  sleep 1 &
  wait $!
done
