import { crc32, inflateRawSync } from 'node:zlib';
import { workbookLimits } from './limits.ts';
import { damaged, Unreadable } from './unreadable.ts';

interface Entry {
  readonly name: string;
  readonly packed: boolean;
  readonly crc: number;
  readonly size: number;
  /** Where its bytes begin and end in the file. */
  readonly from: number;
  readonly to: number;
}

/** The files inside a packed file, by their names in lower case. */
export interface Zip {
  has(name: string): boolean;
  /** Unpacks one; never to more bytes than its directory says. */
  read(name: string): Uint8Array;
}

const endMark = 0x06054b50;
const directoryMark = 0x02014b50;
const localMark = 0x04034b50;
const wide = 0xffffffff;

const tooLarge = () =>
  new Unreadable(
    'too_large',
    `The workbook unpacks to more than ${workbookLimits.unpacked / 1024 / 1024} MB. Leave out what is not needed, or save the sheet as CSV.`,
  );

/**
 * Opens a packed file after looking at its directory alone: number of entries, sizes, how far they are packed, and
 * that none lies in another. Throws Unreadable.
 */
export function openZip(file: Uint8Array): Zip {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const { count, at: directory } = findDirectory(bytes);
  if (count > workbookLimits.entries) {
    throw new Unreadable(
      'too_large',
      `The workbook has more than ${workbookLimits.entries} parts.`,
    );
  }
  const entries = new Map<string, Entry>();
  let at = directory;
  let total = 0;
  for (let index = 0; index < count; index += 1) {
    const { entry, next } = readEntry(bytes, at, directory);
    total += entry.size;
    if (total > workbookLimits.unpacked) throw tooLarge();
    if (entries.has(entry.name)) throw damaged();
    entries.set(entry.name, entry);
    at = next;
  }
  const inOrder = [...entries.values()].sort((a, b) => a.from - b.from);
  for (const [index, { to }] of inOrder.entries()) {
    const after = inOrder[index + 1];
    if (after && after.from < to) throw damaged();
  }
  return {
    has: (name) => entries.has(name.toLowerCase()),
    read(name) {
      const entry = entries.get(name.toLowerCase());
      if (!entry) throw damaged();
      return unpack(bytes.subarray(entry.from, entry.to), entry);
    },
  };
}

function findDirectory(bytes: Buffer): { readonly count: number; readonly at: number } {
  const first = Math.max(0, bytes.length - 22 - 0xffff);
  for (let at = bytes.length - 22; at >= first; at -= 1) {
    if (bytes.readUInt32LE(at) !== endMark) continue;
    const count = bytes.readUInt16LE(at + 10);
    const start = bytes.readUInt32LE(at + 16);
    // What needs more than 16 or 32 bits for these is beyond our limits anyhow.
    if (count === 0xffff || start === wide || start > at) throw damaged();
    return { count, at: start };
  }
  throw damaged();
}

function readEntry(
  bytes: Buffer,
  at: number,
  directory: number,
): { readonly entry: Entry; readonly next: number } {
  if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== directoryMark) throw damaged();
  const flags = bytes.readUInt16LE(at + 8);
  const method = bytes.readUInt16LE(at + 10);
  const packedSize = bytes.readUInt32LE(at + 20);
  const size = bytes.readUInt32LE(at + 24);
  const nameEnd = at + 46 + bytes.readUInt16LE(at + 28);
  const next = nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  const local = bytes.readUInt32LE(at + 42);
  if (flags & 1) throw new Unreadable('invalid', 'The workbook is protected by a password.');
  if (size === wide || packedSize === wide) throw tooLarge();
  if (size > workbookLimits.smallEntry && size > packedSize * workbookLimits.ratio) {
    throw new Unreadable('too_large', 'The workbook is packed in a way that no real one is.');
  }
  if ((method !== 0 && method !== 8) || (method === 0 && size !== packedSize)) throw damaged();
  if (local + 30 > directory || bytes.readUInt32LE(local) !== localMark) throw damaged();
  const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  const to = from + packedSize;
  if (to > directory) throw damaged();
  const name = bytes
    .toString('utf8', at + 46, nameEnd)
    .replaceAll('\\', '/')
    .toLowerCase();
  const crc = bytes.readUInt32LE(at + 16);
  return { entry: { name, packed: method === 8, crc, size, from, to }, next };
}

function unpack(packed: Buffer, entry: Entry): Uint8Array {
  let bytes: Buffer;
  try {
    // One byte of room: what holds more than it declares is caught while it is unpacked.
    bytes = entry.packed ? inflateRawSync(packed, { maxOutputLength: entry.size + 1 }) : packed;
  } catch {
    throw damaged();
  }
  if (bytes.length !== entry.size || crc32(bytes) !== entry.crc) throw damaged();
  return bytes;
}
