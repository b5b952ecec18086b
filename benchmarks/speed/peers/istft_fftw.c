/* Peer: what a C program with FFTW does, single precision, one thread, both files mapped.
   cc -O3 -march=native -o istft_fftw istft_fftw.c -lfftw3f -lm
   istft_fftw MAG.npy PHASE.npy FRAMES N HOP RATE LENGTH OUT.wav   (float32 [frames, bins], C order) */
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

int main(int argc, char **argv) {
  if (argc != 9) return 2;
  const float *magnitude = array(argv[1]), *phase = array(argv[2]);
  long frames = atol(argv[3]), n = atol(argv[4]), hop = atol(argv[5]), rate = atol(argv[6]), length = atol(argv[7]);
  long bins = n / 2 + 1, total = n + hop * (frames - 1);
  fftwf_complex *spectrum = fftwf_malloc(bins * sizeof *spectrum);
  float *frame = fftwf_malloc(n * sizeof *frame), *window = malloc(n * sizeof *window);
  float *sum = calloc(total, sizeof *sum), *cover = calloc(total, sizeof *cover);
  fftwf_plan plan = fftwf_plan_dft_c2r_1d(n, spectrum, frame, FFTW_MEASURE);
  for (long i = 0; i < n; i++) window[i] = 0.5 - 0.5 * cos(2 * M_PI * i / n);
  for (long m = 0; m < frames; m++) {
    const float *a = magnitude + m * bins, *p = phase + m * bins;
    for (long k = 0; k < bins; k++) {
      spectrum[k][0] = a[k] * cosf(p[k]);
      spectrum[k][1] = a[k] * sinf(p[k]);
    }
    fftwf_execute(plan);
    float *to = sum + m * hop, *over = cover + m * hop;
    for (long i = 0; i < n; i++) {
      to[i] += frame[i] * window[i];
      over[i] += window[i] * window[i];
    }
  }
  for (long i = 0; i < total; i++) sum[i] = cover[i] > 1e-11f ? sum[i] / (cover[i] * n) : 0;
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
