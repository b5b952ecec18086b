import {
  type ArrayInfo,
  type ByteSource,
  bytesFromArray,
  FormatError,
  type FrameSource,
  type OpenOptions,
} from "@unspectro/core/plugin";
import { describeNpy, openNpy } from "./read-npy.ts";
import { memberHead, unpackMember } from "./unpack.ts";
import { readDirectory, type ZipMember } from "./zip-directory.ts";
import { memberBytes } from "./zip-member.ts";

const SUFFIX = ".npy";

/** The array's name: the member's, without its ending. */
function arrayName(member: ZipMember): string {
  return member.name.slice(0, -SUFFIX.length);
}

async function readMembers(
  bytes: ByteSource,
  signal: AbortSignal | undefined,
): Promise<readonly ZipMember[]> {
  const all = await readDirectory(bytes, signal);
  const members = all.filter(({ name }) => name.endsWith(SUFFIX) && name.length > SUFFIX.length);
  if (members.length > 0) return members;
  throw new FormatError(
    all.length === 0 ? "empty" : "not-this-format",
    "the zip file holds no NumPy arrays",
    {
      file: bytes.name,
      expected: "files that end in .npy",
      found:
        all.length === 0
          ? "no files"
          : all
              .slice(0, 5)
              .map(({ name }) => name)
              .join(", "),
      advice: "unpack it and name the file to read",
    },
  );
}

/** The arrays of a .npz, from their headers. */
export async function listNpz(bytes: ByteSource, signal?: AbortSignal): Promise<readonly ArrayInfo[]> {
  const members = await readMembers(bytes, signal);
  const infos: ArrayInfo[] = [];
  for (const member of members) infos.push(await describeMember(bytes, member, signal));
  return infos;
}

async function describeMember(
  bytes: ByteSource,
  member: ZipMember,
  signal: AbortSignal | undefined,
): Promise<ArrayInfo> {
  const packed = await memberBytes(bytes, member, signal);
  const name = arrayName(member);
  if (member.method === 0) return describeNpy(packed, bytes.name, name, signal);
  // A long header needs more than the first bytes; then all that the header may be.
  const head = await memberHead(packed, member, 1 << 16, signal);
  return describeNpy(bytesFromArray(head, bytes.name), bytes.name, name, signal);
}

/** Opens the array named in the options, or the only one that can be frames. */
export async function openNpz(bytes: ByteSource, options: OpenOptions = {}): Promise<FrameSource> {
  const member = await choose(bytes, options);
  const name = `${bytes.name}:${arrayName(member)}`;
  const packed = await memberBytes(bytes, member, options.signal);
  if (member.method === 0) return openNpy(packed, name, options);
  const unpacked = await unpackMember(packed, member, options.scratch, options.signal);
  try {
    return await openNpy(unpacked, name, options, () => unpacked.close());
  } catch (error) {
    await unpacked.close();
    throw error;
  }
}

async function choose(bytes: ByteSource, options: OpenOptions): Promise<ZipMember> {
  const members = await readMembers(bytes, options.signal);
  const names = members.map(arrayName);
  if (options.array !== undefined) {
    const named = members.find(
      (member) => arrayName(member) === options.array || member.name === options.array,
    );
    if (named !== undefined) return named;
    throw noArray(bytes, `there is no array called ${options.array}`, names);
  }
  if (members.length === 1) return members[0];
  const infos: ArrayInfo[] = [];
  for (const member of members) infos.push(await describeMember(bytes, member, options.signal));
  const usable = members.filter((_, at) => infos[at].refusal === undefined);
  if (usable.length === 1) return usable[0];
  if (usable.length === 0) return members[0];
  throw noArray(bytes, "several arrays could be meant", usable.map(arrayName));
}

function noArray(bytes: ByteSource, what: string, names: readonly string[]): FormatError {
  const choices = names.slice(0, 12).join(", ");
  return new FormatError("no-array", what, {
    file: bytes.name,
    expected: names.length > 12 ? `one of ${choices} and ${names.length - 12} more` : `one of ${choices}`,
    advice: `name one: ${bytes.name}:${names[0]}`,
  });
}
