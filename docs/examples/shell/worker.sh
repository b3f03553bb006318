#!/bin/sh
# A worker of ten lines: executes the files of a folder, one after the other. TERM: finish the one that runs, then leave.
#   worker.sh FOLDER
tell() { [ -z "$NOTIFY_SOCKET" ] || systemd-notify "$@"; }
waiting() { ls "$folder" | grep -c '\.job$'; }
folder=$1 stop= done=0 failed=0
trap 'stop=1' TERM INT
mkdir -p "$folder"
tell READY=1 X_WCONSOLE_POOL=solo X_WCONSOLE_SLOTS=1 X_WCONSOLE_RUNNING= "X_WCONSOLE_QUEUES=${folder##*/}:$(waiting)"
while [ -z "$stop" ]; do
  for job in "$folder"/*.job; do
    # Whoever moves it has it: several replicas may look at one folder.
    [ -z "$stop" ] && mv "$job" "$job.$$" 2>/dev/null || continue
    name=$(basename "$job" .job)
    tell "X_WCONSOLE_RUNNING=job:$name" "STATUS=executing $name"
    if sh "$job.$$"; then done=$((done + 1)); else failed=$((failed + 1)); fi
    rm -f "$job.$$"
    tell X_WCONSOLE_RUNNING= STATUS=idle X_WCONSOLE_DONE=$done X_WCONSOLE_FAILED=$failed "X_WCONSOLE_QUEUES=${folder##*/}:$(waiting)"
  done
  # A wait that a signal ends at once.
  sleep 0.5 & wait $!
done
tell STOPPING=1 "STATUS=finished: $done done, $failed failed"
