#!/bin/sh
# The first process in namespaces of the cluster's own: starts what a cluster of one node consists of, and stays.
# When it ends, the kernel ends all of it, pods included; and what is mounted here never was outside.
set -eu
folder=$1
kubernetes=$2
etcd=$3

mount --make-rprivate /
# Kubelet sets these of the machine, and does not set them back. It is shown what it would have written.
for setting in vm/overcommit_memory=1 vm/panic_on_oom=0 kernel/panic=10 kernel/panic_on_oops=1 \
  kernel/keys/root_maxkeys=1000000 kernel/keys/root_maxbytes=25000000; do
  name=${setting%=*}
  [ -e "/proc/sys/$name" ] || continue
  shown=$folder/$(echo "$name" | tr / .)
  echo "${setting#*=}" >"$shown"
  mount --bind "$shown" "/proc/sys/$name"
done
# Some folders are where they are, whatever these programs are told: device plugins, logs, sockets of shims.
if [ ! -d /var/lib/kubelet ]; then
  mount -t tmpfs kubernetes /var/lib
fi
mount -t tmpfs kubernetes /var/log
mkdir -p /run/containerd
mount -t tmpfs kubernetes /run/containerd

start() {
  log=$folder/$1.log
  shift
  "$@" >"$log" 2>&1 </dev/null &
}

start_part() {
  start "$1" xargs --arg-file "$folder/$1.flags" --delimiter '\n' "$kubernetes" "$1"
}

start etcd "$etcd" --config-file "$folder/etcd.json"
start containerd containerd --config "$folder/containerd.toml"
start_part kube-apiserver
start_part kube-controller-manager
start_part kube-scheduler
until [ -S "$folder/containerd.sock" ]; do
  sleep 0.05
done
start_part kubelet
wait
