#!/usr/bin/env bash
# Against the producers themselves: their files, made here and now from real speech and from music-like sound, inverted
# by the built program with the producer's profile; other people's containers; agreement with their own inverses.
set -u
python=${PYTHON:-python3}
"$python" -c 'import numpy, scipy' 2>/dev/null || {
  echo "skipped: no NumPy and SciPy for $python"
  echo "0 0 1" >"${COUNTS:-/dev/null}"
  exit 0
}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
here=scripts/lanes/peers
"$python" "$here/sounds.py" examples/speech/original.wav "$work" || exit 1
for sound in speech music; do
  "$python" fixtures/producers/make.py --audio "$work/$sound.wav" --size 1024 --out "$work/producers-$sound" || exit 1
done
"$python" fixtures/producers/make.py --audio "$work/speech.wav" --seconds 1 --size 250 --hop 60 --out "$work/producers-odd" || exit 1
"$python" "$here/containers.py" "$work/speech.wav" "$work/containers" || exit 1
node "$here/invert.mjs" "$work/producers-speech" "$work/producers-music" "$work/producers-odd" "$work/containers" || code=1
exit "${code:-0}"
