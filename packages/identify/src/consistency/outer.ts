/**
 * The products of columns with columns, `out[p, m] = sum_i left[i, p] right_i[m]`: the matrix product L' R.
 *
 * Four rows and two columns go at a time, so that a number once loaded is used twice, and one stored has been added to four
 * times: memory, not arithmetic, is what this would wait for.
 *
 * @param left rows x columns
 * @param right one array a row, all of one length, the width
 * @returns columns x width
 */
export function outerProducts(
  left: Float64Array,
  columns: number,
  right: readonly Float64Array[],
  width: number,
): Float64Array {
  // where columns are odd, one more goes along with the last
  const out = new Float64Array((columns + (columns % 2)) * width);
  const rows = right.length;
  const nothing = new Float64Array(width);
  const factors = new Float64Array(2 * AT_ONCE);
  for (let i = 0; i < rows; i += AT_ONCE) {
    const four = Array.from({ length: AT_ONCE }, (_, k) => right[i + k] ?? nothing);
    for (let p = 0; p < columns; p += 2) {
      const alone = p + 1 === columns;
      for (let k = 0; k < AT_ONCE; k++) {
        const there = i + k < rows;
        const at = (i + k) * columns + p;
        factors[k] = there ? left[at] : 0;
        factors[AT_ONCE + k] = there && !alone ? left[at + 1] : 0;
      }
      addFour(out, p * width, width, four, factors);
    }
  }
  return out.subarray(0, columns * width);
}

const AT_ONCE = 4;

/** Adds four rows to two columns that lie one after the other, each with a factor of its own. */
function addFour(
  out: Float64Array,
  from: number,
  width: number,
  rows: readonly Float64Array[],
  factors: Float64Array,
): void {
  const a = rows[0];
  const b = rows[1];
  const c = rows[2];
  const d = rows[3];
  const fa = factors[0];
  const fb = factors[1];
  const fc = factors[2];
  const fd = factors[3];
  const ga = factors[4];
  const gb = factors[5];
  const gc = factors[6];
  const gd = factors[7];
  for (let m = 0, one = from, two = from + width; m < width; m++, one++, two++) {
    out[one] += fa * a[m] + fb * b[m] + fc * c[m] + fd * d[m];
    out[two] += ga * a[m] + gb * b[m] + gc * c[m] + gd * d[m];
  }
}
