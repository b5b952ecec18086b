/** Three frames of two bins: a small file whose content is known. */
const data = [1, 2, 3, 4, 5, 6];
const bytes = new Uint8Array(12 + 4 * data.length);
const view = new DataView(bytes.buffer);
bytes.set(new TextEncoder().encode("GRAM"));
view.setInt32(4, 3, true);
view.setInt32(8, 2, true);
data.forEach((value, at) => {
  view.setFloat32(12 + 4 * at, value, true);
});

export const small = { name: "small.gram", bytes, expected: { frames: 3, bins: 2, data } };
