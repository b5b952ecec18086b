import { FormatError } from "@unspectro/core/plugin";
import { fields, UNDEFINED } from "./bytes.ts";
import { objectHeader, symbolTable } from "./messages.ts";

/** Groups by name, and datasets by number. */
export type Tree = Map<string, Tree | number>;

/**
 * Sorts arrays into groups by their names: `group/mag` is `mag` in `group`.
 *
 * @throws FormatError `not-writable` for names that are empty, used twice, or both an array and a group
 */
export function treeOf(names: readonly string[], file: string): Tree {
  const root: Tree = new Map();
  names.forEach((name, index) => {
    const parts = name.split("/").filter((part) => part !== "");
    const last = parts.pop();
    if (
      last === undefined ||
      [...parts, last].some((part) => part === "." || part === ".." || part.includes("\0"))
    )
      throw badName(file, name, "is no name for an array in HDF5");
    let group = root;
    for (const part of parts) {
      const inner = group.get(part) ?? new Map();
      if (typeof inner === "number") throw badName(file, name, "lies inside another array");
      group.set(part, inner);
      group = inner;
    }
    if (group.has(last)) throw badName(file, name, "is there already");
    group.set(last, index);
  });
  return root;
}

function badName(file: string, name: string, what: string): FormatError {
  const advice = "give each array a name of its own";
  return new FormatError("not-writable", `"${name}" ${what}`, { file, where: name, advice });
}

/** A group on its way into the file. */
export interface GroupPlace {
  readonly header: number;
  readonly tree: number;
  readonly heap: number;
}

/** Half the entries that a node of a group's B-tree has room for: the library's default. */
export const INTERNAL_K = 16;

/** Half the entries of a leaf: enough for the largest group, so that every group has one leaf. */
export function leafK(tree: Tree): number {
  let most = tree.size;
  for (const child of tree.values()) if (typeof child !== "number") most = Math.max(most, 2 * leafK(child));
  return Math.max(4, Math.ceil(most / 2));
}

const HEADER_BYTES = 40;
const TREE_BYTES = 24 + 2 * INTERNAL_K * 8 + (2 * INTERNAL_K + 1) * 8;
const ENTRY_BYTES = 40;

/**
 * Lays out a group and those inside it from `address` on: header, B-tree of one node, heap of names, leaf of entries
 * (III.A.1, III.B, III.C, III.D), then the inner groups. Datasets lie at `datasets`.
 */
export function layOutGroup(
  tree: Tree,
  address: number,
  k: number,
  datasets: readonly number[],
): { readonly place: GroupPlace; readonly bytes: Uint8Array } {
  const names = [...tree.keys()].map((name) => ({ name, key: new TextEncoder().encode(name) }));
  names.sort((a, b) => compare(a.key, b.key));
  // The empty name comes first: it is the key before all others.
  const heap = fields().u64(0);
  const offsets = names.map(({ key }) => {
    const offset = heap.length;
    heap.bytes(key).u8(0).pad(8);
    return offset;
  });
  const place = { header: address, tree: address + HEADER_BYTES, heap: address + HEADER_BYTES + TREE_BYTES };
  const heapData = place.heap + 32;
  const leaf = heapData + heap.length;
  let next = leaf + 8 + 2 * k * ENTRY_BYTES;

  const inner: Uint8Array[] = [];
  const entries = fields().text("SNOD").u8(1, 0).u16(names.length);
  names.forEach(({ name }, i) => {
    const child = tree.get(name)!;
    let header = datasets[Number(child)] ?? 0;
    if (typeof child !== "number") {
      const group = layOutGroup(child, next, k, datasets);
      header = group.place.header;
      next += group.bytes.length;
      inner.push(group.bytes);
    }
    entries.u64(offsets[i]!, header).u32(0, 0).u64(0, 0);
  });

  const bytes = fields()
    .bytes(objectHeader([symbolTable(place.tree, place.heap)]))
    .upTo(HEADER_BYTES)
    .text("TREE")
    .u8(0, 0)
    .u16(names.length === 0 ? 0 : 1)
    .u64(UNDEFINED, UNDEFINED, 0, leaf, offsets.at(-1) ?? 0)
    .upTo(HEADER_BYTES + TREE_BYTES)
    .text("HEAP")
    .u32(0)
    // No free block: 1.
    .u64(heap.length, 1, heapData)
    .bytes(heap.done())
    .bytes(entries.done())
    .upTo(leaf - address + 8 + 2 * k * ENTRY_BYTES);
  for (const group of inner) bytes.bytes(group);
  return { place, bytes: bytes.done() };
}

function compare(a: Uint8Array, b: Uint8Array): number {
  const first = a.findIndex((byte, i) => byte !== b[i]);
  return first < 0 ? a.length - b.length : a[first]! - (b[first] ?? -1);
}
