#!/usr/bin/env bash
# A certificate authority of our own and a certificate for each node named, unless they are there and valid for a month.
# Runs as root in KurrentDB's image, which has openssl, and hands the files over to the user who needs them.
# usage: certificates.sh NODE...
set -euo pipefail

readonly ROOT=${TLS_DIR:-/tls} OWNER=${TLS_OWNER:-kurrent} MONTH=2592000
readonly CA=$ROOT/trusted/ca.crt CA_KEY=$ROOT/authority/ca.key
umask 077

is_good() { openssl x509 -in "$1" -noout -checkend "$MONTH" >/dev/null 2>&1; }

if ! is_good "$CA" || [[ ! -f $CA_KEY ]]; then
  openssl req -x509 -newkey rsa:3072 -nodes -keyout "$CA_KEY" -out "$CA" -days 3650 -subj '/CN=Recourse KurrentDB CA' \
    -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign
  # The public part: the servers read it as users of their own.
  chmod 644 "$CA"
  chmod 755 "$(dirname "$CA")"
fi

for node; do
  own=$ROOT/$node
  if is_good "$own/node.crt" && openssl verify -CAfile "$CA" "$own/node.crt" >/dev/null; then continue; fi
  # A node tells other nodes by the common name, which is the same for all, and calls them by the alternative names.
  openssl req -newkey rsa:2048 -nodes -keyout "$own/node.key" -subj /CN=kurrentdb-node \
    -addext "subjectAltName=DNS:$node,DNS:localhost,IP:127.0.0.1" \
    -addext extendedKeyUsage=serverAuth,clientAuth -addext keyUsage=critical,digitalSignature,keyEncipherment |
    openssl x509 -req -CA "$CA" -CAkey "$CA_KEY" -CAcreateserial -CAserial "$ROOT/authority/serial" -days 365 \
      -copy_extensions copy -out "$own/node.crt"
  chown -R "$OWNER" "$own"
done
