#!/bin/sh
# Builds the tuning corpus: fourteen clips that schedules may be fitted to, none of them in the first corpus or the held-out
# one (make-heldout.sh), which are there to judge by. Ten recordings from Debian packages, four made by espeak-ng and sox.
#
#   sh make-tuning.sh OUT [WORK]
#
# Needs sox (with libsox-fmt-all), espeak-ng, apt-get (downloads only, nothing is installed). Mono, 16 bit, 3 s each, no dither
# and sox's fixed seed: bit-exact again. The recordings' licences (PD, CC0, CC-BY-SA) let them be rebuilt; none is committed.
set -eu
out=${1:?usage: make-tuning.sh OUT [WORK]}
work=${2:-$out/.work}
mkdir -p "$out" "$work/debs" "$work/x"
out=$(cd "$out" && pwd)
work=$(cd "$work" && pwd)

for tool in sox espeak-ng dpkg apt-get; do
  command -v "$tool" >/dev/null || { echo "missing: $tool" >&2; exit 2; }
done

cd "$work/debs"
for package in pocketsphinx-testdata sonic-pi-samples tuxmath-data; do
  ls "$package"_*.deb >/dev/null 2>&1 || apt-get download "$package" >/dev/null 2>&1
  dpkg -x "$package"_*.deb "$work/x"
done
cd "$work"
share=x/usr/share
samples=$share/sonic-pi/samples
sox="sox -D -R -V1"

# Spoken commands, 16 kHz, a speaker of neither other corpus.
$sox $share/pocketsphinx/test/data/cards/005.wav -r 16000 -b 16 "$out/cards16.wav" channels 1 trim 0 3 pad 0 3 trim 0 3
# Drums: a break, an electric kit, hand percussion.
$sox $samples/loop_breakbeat.flac -b 16 "$out/break44.wav" remix 1,2 repeat 3 trim 0 3
$sox $samples/loop_electric.flac -b 16 "$out/electric44.wav" remix 1,2 repeat 3 trim 0 3
$sox $samples/loop_perc2.flac -b 16 "$out/hands44.wav" remix 1,2 repeat 3 trim 0 3
# Loops of several instruments.
$sox $samples/loop_garzul.flac -b 16 "$out/garzul44.wav" remix 1,2 trim 2 3
$sox $samples/loop_mika.flac -b 16 "$out/mika44.wav" remix 1,2 trim 0 3
# Held tones: guitar fifths, a choir, a piano.
$sox $samples/guit_e_fifths.flac -b 16 "$out/fifths44.wav" remix 1,2 trim 0 3
$sox $samples/ambi_choir.flac -b 16 "$out/choir44.wav" remix 1,2 repeat 3 trim 0 3
$sox $samples/ambi_piano.flac -b 16 "$out/piano44.wav" remix 1,2 repeat 3 trim 0 3
# Dense music.
$sox $share/tuxmath/sounds/01_rush.ogg -b 16 "$out/rush44.wav" remix 1,2 trim 20 3

# Synthetic speech: Spanish, Japanese.
espeak-ng -v es+m1 -s 160 -p 40 -w es.wav 'El veloz murciélago hindú comía feliz cardillo y kiwi mientras tocaba el saxofón.'
$sox es.wav -b 16 "$out/spanish22.wav" channels 1 trim 0 3
espeak-ng -v en-us+f4 -s 170 -p 60 -w en.wav 'Sphinx of black quartz, judge my vow; pack my box with five dozen liquor jugs.'
$sox en.wav -b 16 "$out/sphinx22.wav" channels 1 trim 0 3
# Frequency sweeps that cross, over quiet brown noise.
$sox -n -r 44100 -b 16 "$out/sweeps44.wav" \
  synth 3 sine 200-6000 synth 3 triangle mix 5000-300 synth 3 sine mix 1000+1400 synth 3 brownnoise mix vol 0.7
# Plucked strings, other chords, 32 kHz.
for note in 98.00:0 146.83:0 246.94:0.1 123.47:0.7 185.00:0.9 369.99:1.1 440.00:1.8; do
  $sox -n -r 32000 -b 16 "pluck-$note.wav" synth 3 pluck "${note%:*}" pad "${note#*:}" vol 0.8
done
$sox -m pluck-*.wav -b 16 "$out/strings32.wav" trim 0 3

cd "$out" && sha256sum ./*.wav
