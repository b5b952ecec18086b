#!/bin/sh
# Builds the held-out corpus: twelve clips that no schedule here was tuned on. Other voices, other texts, other instruments
# than the first corpus; six recordings from Debian packages, six made by espeak-ng and sox.
#
#   sh make-heldout.sh OUT [WORK]
#
# Needs sox (with libsox-fmt-all), espeak-ng, apt-get (downloads only, nothing is installed). Mono, 16 bit, 4 s each, no dither
# and sox's fixed seed: bit-exact again. The recordings' licences (PD, CC0, CC-BY-SA) let them be rebuilt; none is committed.
set -eu
out=${1:?usage: make-heldout.sh OUT [WORK]}
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

# A man commanding a robot, 16 kHz, not the reader of the first corpus.
$sox -t raw -r 16000 -e signed -b 16 -c 1 $share/pocketsphinx/test/data/numbers.raw -b 16 "$out/numbers16.wav" trim 0 4
# Electronic drums over a bass line.
$sox $samples/loop_compus.flac -b 16 "$out/beat44.wav" remix 1,2 trim 0 4
# Brass-like ensemble with drums.
$sox $samples/loop_safari.flac -b 16 "$out/band44.wav" remix 1,2 trim 1 4
# A bell with many inharmonic partials, and its long decay.
$sox $samples/perc_bell2.flac -b 16 "$out/bell44.wav" remix 1,2 trim 0 4 pad 0 4 trim 0 4
# Another piece of music, denser.
$sox $share/tuxmath/sounds/03_gravity.ogg -b 16 "$out/music44.wav" remix 1,2 trim 30 4
# Rain of noise and water in a sauna.
$sox $samples/ambi_sauna.flac -b 16 "$out/sauna44.wav" remix 1,2 trim 2 4

# Synthetic speech: a woman in French, high and quick; a man in Mandarin, low; several voices at once.
espeak-ng -v fr+f3 -s 190 -p 75 -w fr.wav \
  'Portez ce vieux whisky au juge blond qui fume. La mer est calme, le vent se tait, et nous partons demain.'
$sox fr.wav -b 16 "$out/french22.wav" channels 1 trim 0 4 pad 0 4 trim 0 4
espeak-ng -v cmn+m7 -s 130 -p 20 -w cmn.wav '今天天气很好，我们去公园散步，看看花，喝一杯热茶。'
$sox cmn.wav -b 16 "$out/mandarin22.wav" channels 1 trim 0 4 pad 0 4 trim 0 4
espeak-ng -v de+m3 -s 160 -p 50 -w de.wav 'Zwölf Boxkämpfer jagen Viktor quer über den großen Sylter Deich, und alle lachen.'
espeak-ng -v ru+f2 -s 150 -p 60 -w ru.wav 'Съешь же ещё этих мягких французских булок, да выпей чаю.'
$sox -m fr.wav de.wav ru.wav -b 16 "$out/crowd22.wav" channels 1 trim 0 4 pad 0 4 trim 0 4

# Plucked strings: chords that overlap.
for note in 130.81:0 196.00:0 329.63:0 110.00:0.25 164.81:0.5 220.00:1 277.18:1.5 329.63:2 415.30:2.5 493.88:3; do
  $sox -n -r 44100 -b 16 "pluck-$note.wav" synth 3 pluck "${note%:*}" pad "${note#*:}" vol 0.8
done
$sox -m pluck-*.wav -b 16 "$out/pluck44.wav" trim 0 4
# Detuned saws with vibrato and a filter's sweep, 32 kHz.
$sox -n -r 32000 -b 16 "$out/synth32.wav" \
  synth 4 sawtooth 146.83 synth 4 sawtooth mix 147.50 synth 4 sawtooth mix 220.4 synth 4 square mix 293.0 \
  tremolo 5.5 40 phaser 0.8 0.74 3 0.4 0.5 -t gain -8
# A drum machine by hand: kicks, noise bursts and hats over pink noise.
$sox -n -r 44100 -b 16 kick.wav synth 0.25 sine 120:45 fade l 0 0.25 0.22 vol 0.8 pad 0 0.25 repeat 7
$sox -n -r 44100 -b 16 snare.wav synth 0.15 whitenoise fade l 0 0.15 0.14 vol 0.4 pad 0.25 0.1 repeat 7
$sox -n -r 44100 -b 16 hat.wav synth 0.04 whitenoise highpass 7000 fade l 0 0.04 0.035 vol 0.3 pad 0 0.085 repeat 31
$sox -n -r 44100 -b 16 hiss.wav synth 4 pinknoise vol 0.03
$sox -m kick.wav snare.wav hat.wav hiss.wav -b 16 "$out/machine44.wav" trim 0 4 pad 0 4 trim 0 4

cd "$out" && sha256sum ./*.wav
