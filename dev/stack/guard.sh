#!/bin/sh
# Runs a server that must not outlive whoever started it.
# usage: guard.sh SIGNAL GRACE_SECONDS COMMAND [ARGUMENT...]
#
# Standard input is a pipe which only the starter holds. When it ends, because the starter closed it or died in
# whatever way, the server gets SIGNAL, and SIGKILL when it is still there after GRACE_SECONDS. The starter puts
# this script in a process group of its own, so that Ctrl-C in a terminal does not reach the server first.
signal=$1
grace=$2
shift 2
trap : HUP INT TERM
ulimit -n "$(ulimit -Hn)" 2>/dev/null

exec 3<&0
"$@" </dev/null 3<&- &
server=$!
{
  cat <&3 >/dev/null
  kill -s "$signal" "$server" 2>/dev/null
  waited=0
  while kill -0 "$server" 2>/dev/null; do
    [ "$waited" -lt "$grace" ] || kill -s KILL "$server"
    sleep 1
    waited=$((waited + 1))
  done
} &
exec 3<&-

# A trapped signal interrupts wait; only the server's own end may end the guard.
while kill -0 "$server" 2>/dev/null; do wait "$server"; code=$?; done
wait "$server" 2>/dev/null && code=0
kill -s TERM 0
exit "${code:-0}"
