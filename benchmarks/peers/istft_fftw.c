/* Peer: what a C program with FFTW does, single precision, one thread, both files mapped.
   cc -O3 -march=native -ffast-math -fno-associative-math -o istft_fftw istft_fftw.c -lfftw3f -lm
   istft_fftw MAG.npy PHASE.npy FRAMES N HOP RATE LENGTH OUT.wav WISDOM   (float32 [frames, bins], C order)
   The plan is searched once (FFTW_PATIENT) and kept in WISDOM. */
#include <fcntl.h>
#include <fftw3.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static const float *array(const char *path) {
  int file = open(path, O_RDONLY);
  struct stat info;
  if (file < 0 || fstat(file, &info) != 0) { perror(path); exit(1); }
  const char *bytes = mmap(0, info.st_size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, file, 0);
  uint16_t header;
  memcpy(&header, bytes + 8, 2);
  return (const float *)(bytes + 10 + header);
}

/* a e^{ip}, written so that the compiler makes vectors of it: half turns are taken off (Cody & Waite), polynomials do the
   rest. libm's sine would cost more than the transform. */
static void cartesian(const float *restrict a, const float *restrict p, float *restrict out, long bins) {
  for (long k = 0; k < bins; k++) {
    float j = rintf(p[k] * (float)M_1_PI);
    float r = (p[k] - j * 3.140625f) - j * 9.67653589793e-4f, z = r * r;
    float s = r + r * z * (-0.16666657f + z * (8.3330087e-3f + z * (-1.9806018e-4f + z * 2.5987715e-6f)));
    float c = 1 + z * (-0.5f + z * (4.1666657e-2f + z * (-1.3888585e-3f + z * (2.4770179e-5f - z * 2.6209011e-7f))));
    float signed_a = (int)j & 1 ? -a[k] : a[k];
    out[2 * k] = signed_a * c;
    out[2 * k + 1] = signed_a * s;
  }
}

/* What covers sample i of the sum: w^2 of all frames that reach it. */
static float cover(const float *window, long n, long hop, long frames, long i) {
  float sum = 0;
  long first = i < n ? 0 : (i - n) / hop + 1;
  for (long m = first; m < frames && m * hop <= i; m++) sum += window[i - m * hop] * window[i - m * hop];
  return sum;
}

int main(int argc, char **argv) {
  if (argc != 10) return 2;
  const float *magnitude = array(argv[1]), *phase = array(argv[2]);
  long frames = atol(argv[3]), n = atol(argv[4]), hop = atol(argv[5]), rate = atol(argv[6]), length = atol(argv[7]);
  long bins = n / 2 + 1, total = n + hop * (frames - 1), settled = (n + hop - 1) / hop * hop;
  fftwf_complex *spectrum = fftwf_malloc(bins * sizeof *spectrum);
  float *frame = fftwf_malloc(n * sizeof *frame), *window = malloc(n * sizeof *window);
  float *sum = calloc(total, sizeof *sum), *steady = malloc(hop * sizeof *steady);
  int wise = fftwf_import_wisdom_from_filename(argv[9]);
  fftwf_plan plan = fftwf_plan_dft_c2r_1d(n, spectrum, frame, FFTW_PATIENT);
  if (!wise) fftwf_export_wisdom_to_filename(argv[9]);
  for (long i = 0; i < n; i++) window[i] = 0.5 - 0.5 * cos(2 * M_PI * i / n);
  for (long m = 0; m < frames; m++) {
    cartesian(magnitude + m * bins, phase + m * bins, (float *)spectrum, bins);
    spectrum[0][1] = 0;
    if (n % 2 == 0) spectrum[bins - 1][1] = 0;
    fftwf_execute(plan);
    float *to = sum + m * hop;
    for (long i = 0; i < n; i++) to[i] += frame[i] * window[i];
  }
  for (long i = 0; i < hop; i++) steady[i] = 1 / (n * cover(window, n, hop, frames + n, settled + i));
  for (long i = 0; i < total; i += hop) {
    long end = i + hop < total ? i + hop : total;
    if (i >= settled && end <= frames * hop) {
      for (long r = 0; r < hop; r++) sum[i + r] *= steady[r];
    } else {
      for (long t = i; t < end; t++) {
        float c = cover(window, n, hop, frames, t);
        sum[t] = c > 1e-11f ? sum[t] / (n * c) : 0;
      }
    }
  }
  FILE *out = fopen(argv[8], "wb");
  if (!out) { perror(argv[8]); return 1; }
  uint32_t data = 4 * length, riff = 36 + data, sixteen = 16, r = rate, second = 4 * rate;
  uint16_t kind = 3, channels = 1, cell = 4, bits = 32;
  fwrite("RIFF", 1, 4, out); fwrite(&riff, 4, 1, out); fwrite("WAVEfmt ", 1, 8, out); fwrite(&sixteen, 4, 1, out);
  fwrite(&kind, 2, 1, out); fwrite(&channels, 2, 1, out); fwrite(&r, 4, 1, out); fwrite(&second, 4, 1, out);
  fwrite(&cell, 2, 1, out); fwrite(&bits, 2, 1, out); fwrite("data", 1, 4, out); fwrite(&data, 4, 1, out);
  fwrite(sum + n / 2, 4, length, out);
  return fclose(out);
}
