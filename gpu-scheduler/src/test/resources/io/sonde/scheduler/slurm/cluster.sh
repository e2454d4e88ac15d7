#!/usr/bin/env bash
# A real Slurm on this machine for tests: one controller, one accounting daemon with its database,
# three nodes of eight CPUs and two GPUs that are only files. Needs root and Debian's packages
# slurm-wlm slurmdbd munge mariadb-server-core mariadb-client-core; listens on loopback alone.
#
#   cluster.sh FOLDER PORT     uses the ports from PORT to PORT + 9
#
# Prints 'ready' when jobs can be submitted with SLURM_CONF=FOLDER/slurm.conf. Then takes commands,
# a line each, and answers 'done': 'kill NAME' (SIGKILL) and 'start NAME', where NAME is slurmctld,
# slurmdbd, n1, n2 or n3; 'forget slurmctld' starts a controller that knows of no job. Ends everything at the end of its input, so that nothing outlives a test.
set -euo pipefail
folder=$1 port=$2
nodes="n1 n2 n3"
declare -A pids=()

configure() {
  mkdir -p "$folder"/{log,state,spool,gpus,db}
  chmod 755 "$folder"
  head -c 1024 /dev/urandom >"$folder/munge.key"
  chmod 400 "$folder/munge.key"
  local gpu node number=0
  for gpu in 0 1; do ln -s /dev/null "$folder/gpus/gpu$gpu"; done
  echo "Name=gpu File=$folder/gpus/gpu[0-1]" >"$folder/gres.conf"
  {
    cat <<EOF
ClusterName=sonde
SlurmctldHost=$(hostname -s)(127.0.0.1)
SlurmctldPort=$port
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$folder/munge.sock
CommunicationParameters=NoCtldInAddrAny,NoInAddrAny
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool/%n
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/%n.pid
SlurmctldLogFile=$folder/log/slurmctld.log
SlurmdLogFile=$folder/log/%n.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU_Memory
DefMemPerCPU=100
GresTypes=gpu
SlurmdParameters=config_overrides
SchedulerParameters=sched_interval=1,sched_min_interval=20000,default_queue_depth=2000,defer=0
ReturnToService=2
SlurmdTimeout=300
KillWait=2
MessageTimeout=3
MinJobAge=60
MaxJobCount=20000
AccountingStorageType=accounting_storage/slurmdbd
AccountingStorageHost=127.0.0.1
AccountingStoragePort=$((port + 1))
AccountingStoragePass=$folder/munge.sock
PartitionName=main Nodes=ALL Default=YES MaxTime=1-0 DefaultTime=60 State=UP
PartitionName=short Nodes=ALL MaxTime=5 DefaultTime=5 State=UP
EOF
    for node in $nodes; do
      number=$((number + 1))
      echo "NodeName=$node NodeHostname=$(hostname -s) NodeAddr=127.0.0.1 Port=$((port + 2 + number))" \
        "CPUs=${CPUS_PER_NODE:-8} RealMemory=100000 Gres=gpu:2 State=UNKNOWN"
    done
  } >"$folder/slurm.conf"
  (
    umask 077
    cat >"$folder/slurmdbd.conf" <<EOF
AuthType=auth/munge
AuthInfo=socket=$folder/munge.sock
DbdHost=localhost
DbdAddr=127.0.0.1
DbdPort=$((port + 1))
SlurmUser=root
LogFile=$folder/log/slurmdbd.log
PidFile=$folder/slurmdbd.pid
StorageType=accounting_storage/mysql
StorageHost=127.0.0.1
StoragePort=$((port + 2))
StorageUser=slurm
StoragePass=sonde
StorageLoc=slurm
CommunicationParameters=NoInAddrAny
EOF
  )
}

# Starts a daemon in a session of its own, so that a signal to this script does not reach it.
start() {
  local name=$1 command
  case $name in
    munged)
      command=(munged --foreground --force --key-file="$folder/munge.key"
        --socket="$folder/munge.sock" --pid-file="$folder/munged.pid"
        --log-file="$folder/log/munged.log" --seed-file="$folder/munge.seed") ;;
    mariadbd)
      command=(mariadbd --no-defaults --user=root --datadir="$folder/db" --socket="$folder/db.sock"
        --pid-file="$folder/mariadbd.pid" --bind-address=127.0.0.1 --port=$((port + 2))
        --skip-name-resolve --innodb-buffer-pool-size=32M --innodb-flush-log-at-trx-commit=0) ;;
    slurmdbd) command=(slurmdbd -D) ;;
    slurmctld) command=(slurmctld -D) ;;
    *)
      mkdir -p "$folder/spool/$name"
      command=(slurmd -D -N "$name") ;;
  esac
  setsid "${command[@]}" </dev/null >>"$folder/log/$name.out" 2>&1 &
  pids[$name]=$!
}

await() {
  local deadline=$((SECONDS + 60))
  until timeout 10 bash -c "$1" >/dev/null 2>&1; do
    if [ $SECONDS -ge $deadline ]; then
      tail -n 5 "$folder"/log/* >&2
      echo "no success within a minute: $1" >&2
      exit 1
    fi
    sleep 0.05
  done
}

# A controller that was killed gives a job's number away again; Slurm drains the node on which the
# first of that number still runs, until an administrator puts it back.
resume() {
  if sinfo -h -N -n "$1" -t drain -o %N | grep -q .; then
    scontrol update "NodeName=$1" State=RESUME
  fi
  return 1
}
export -f resume

await_start() {
  case $1 in
    munged) await "munge -n -S $folder/munge.sock | unmunge -S $folder/munge.sock" ;;
    mariadbd) await "mariadb --no-defaults -S $folder/db.sock -e 'select 1'" ;;
    slurmdbd) await "sacctmgr -n show cluster" ;;
    slurmctld) await "scontrol ping | grep -q UP" ;;
    *) await "sinfo -h -N -n $1 -o %t | grep -qxE 'idle|mix|alloc|comp' || resume $1" ;;
  esac
}

kill_daemon() {
  kill -KILL "${pids[$1]}" 2>/dev/null || true
  wait "${pids[$1]}" 2>/dev/null || true
  unset "pids[$1]"
}

# The steps of jobs are daemons of their own; they go before the nodes do.
end() {
  local name
  timeout 5 scancel --full --signal=KILL --user=root --state=RUNNING 2>/dev/null || true
  for name in $nodes slurmctld slurmdbd mariadbd munged; do
    if [ -n "${pids[$name]:-}" ]; then kill_daemon "$name"; fi
  done
  kill_steps
}

# What jobs left, and the daemon that watches each of them.
kill_steps() {
  local process environment
  for process in /proc/[0-9]*; do
    environment=$({ tr '\0' '\n' <"$process/environ"; } 2>/dev/null || true)
    if grep -qxF "SLURM_CONF=$folder/slurm.conf" <<<"$environment" \
      && { grep -q '^SLURM_JOB_ID=' <<<"$environment" \
        || [ "$(cat "$process/comm" 2>/dev/null)" = slurmstepd ]; }; then
      kill -KILL "${process#/proc/}" 2>/dev/null || true
    fi
  done
}

configure
export SLURM_CONF=$folder/slurm.conf
trap end EXIT
trap 'exit 1' INT TERM HUP
mariadb-install-db --no-defaults --user=root --datadir="$folder/db" --skip-test-db \
  --auth-root-authentication-method=normal >"$folder/log/install-db.out" 2>&1
for daemon in munged mariadbd; do start "$daemon"; done
for daemon in munged mariadbd; do await_start "$daemon"; done
mariadb --no-defaults -S "$folder/db.sock" -e "create database slurm;
  create user slurm@'127.0.0.1' identified by 'sonde'; grant all on slurm.* to slurm@'127.0.0.1'"
start slurmdbd
await_start slurmdbd
sacctmgr -i add cluster sonde >/dev/null 2>&1 || true
start slurmctld
await_start slurmctld
for daemon in $nodes; do start "$daemon"; done
for daemon in $nodes; do await_start "$daemon"; done
echo ready

while read -r action daemon; do
  case $action in
    kill) kill_daemon "$daemon" ;;
    start | forget)
      if [ "$action" = forget ]; then rm -rf "$folder/state/"*; fi
      start "$daemon"
      await_start "$daemon"
      # A controller that has just begun does not know yet which nodes answer.
      for node in $nodes; do
        if [ "$daemon" = slurmctld ] && [ -n "${pids[$node]:-}" ]; then await_start "$node"; fi
      done ;;
  esac
  echo "done"
done
