# Reads lines as the container runtime stores them, "TIME STREAM TAG TEXT". Prints how many lines of each stream were JSON,
# and how many were not. Writes to the file `end` how many bytes it has read, up to the last complete line.

# A string, number or word becomes a token. Then each object or array of tokens becomes a token, from the inside out.
function is_json(text) {
  if (text ~ /[\001-\010\013-\037]/) return 0
  gsub(/"([^"\\]|\\["\\\/bfnrt]|\\u[0-9A-Fa-f][0-9A-Fa-f][0-9A-Fa-f][0-9A-Fa-f])*"/, "\001", text)
  gsub(/-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?/, "\002", text)
  gsub(/true|false|null/, "\002", text)
  gsub(/[ \t]/, "", text)
  while (text != "\003" && gsub(/\{(\001:[\001-\003](,\001:[\001-\003])*)?\}|\[([\001-\003](,[\001-\003])*)?\]/, "\003", text));
  return text == "\003"
}

{
  bytes += length($0) + 1
  head = length($1) + length($2) + length($3) + 3
  part[$2] = part[$2] substr($0, head + 1)
  open[$2] = ($3 != "F") # P: the runtime has split a long line, which continues in the next
  if (open[$2]) next
  count[$2 " " (is_json(part[$2]) ? "true" : "false")]++
  part[$2] = ""
  if (!open["stdout"] && !open["stderr"]) {
    whole = bytes
    for (key in count) { sum[key] += count[key]; delete count[key] }
  }
}

END {
  for (key in sum) print key, sum[key]
  print whole + 0 > end
}
