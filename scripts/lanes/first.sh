#!/usr/bin/env bash
# The README's first command on a fresh clone, then again: real speech comes out, and the second time at once.
set -eu
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
for turn in first second; do
  started=$(date +%s.%N)
  npm start --silent -- examples/speech/spectrogram examples/speech/phases -o "$out/$turn.wav"
  printf '%s run: %.1f s\n' "$turn" "$(echo "$(date +%s.%N) - $started" | bc -l 2>/dev/null || echo 0)"
done
cmp "$out/first.wav" "$out/second.wav"
[ -z "$(git status --porcelain)" ]
