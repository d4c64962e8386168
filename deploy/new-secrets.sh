#!/bin/sh
# Makes the secrets of compose.yaml in ./secrets, where they are missing.
set -eu
umask 022
mkdir -p secrets
new() { [ -s "secrets/$1" ] || printf '%s\n' "$2" > "secrets/$1"; }
new app-secret "$(openssl rand -hex 32)"
new database-password "$(openssl rand -hex 24)"
new database-url "postgresql://shop:$(cat secrets/database-password)@database:5432/shop"
