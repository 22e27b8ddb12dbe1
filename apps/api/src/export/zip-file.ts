import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createDeflateRaw } from 'node:zlib';

/** A file to be packed, in portions as they come. */
export interface ZipPart {
  /** ASCII, with slashes. */
  readonly name: string;
  readonly portions: AsyncIterable<string> | Iterable<string>;
}

/** The sizes of a part stand behind it, since they are not known before (bit 3). */
const sizesFollow = 1 << 3;
const deflated = 8;
/** 1 January 1980: a packed file does not tell when it was made. */
const noDate = 0x0021;
const most = 0xffffffff;

/** Packs files one after the other; holds no more than one portion. Sizes beyond 4 GB are an error. */
export async function* zipFile(parts: readonly ZipPart[]): AsyncGenerator<Uint8Array> {
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, portions } of parts) {
    const begin = at;
    const about = { crc: 0, size: 0, packed: 0 };
    const head = header(0x04034b50, name, about);
    yield head;
    at += head.length;
    for await (const packed of deflate(portions, about)) {
      yield packed;
      at += packed.length;
      about.packed += packed.length;
    }
    if (at > most || about.size > most) throw new Error('The file is larger than 4 GB.');
    const sizes = Buffer.alloc(16);
    sizes.writeUInt32LE(0x08074b50, 0);
    sizes.writeUInt32LE(about.crc, 4);
    sizes.writeUInt32LE(about.packed, 8);
    sizes.writeUInt32LE(about.size, 12);
    yield sizes;
    at += sizes.length;
    directory.push(header(0x02014b50, name, about, begin));
  }
  const entries = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(at, 16);
  yield Buffer.concat([entries, end]);
}

interface About {
  crc: number;
  size: number;
  packed: number;
}

/** What stands before a part, and with `begin` its entry in the directory at the end. */
function header(mark: number, name: string, { crc, size, packed }: About, begin?: number): Buffer {
  const inDirectory = begin !== undefined;
  const fixed = Buffer.alloc(inDirectory ? 46 : 30);
  fixed.writeUInt32LE(mark, 0);
  if (inDirectory) fixed.writeUInt16LE(20, 4);
  const from = inDirectory ? 6 : 4;
  fixed.writeUInt16LE(20, from);
  fixed.writeUInt16LE(sizesFollow, from + 2);
  fixed.writeUInt16LE(deflated, from + 4);
  fixed.writeUInt16LE(noDate, from + 8);
  fixed.writeUInt32LE(crc, from + 10);
  fixed.writeUInt32LE(packed, from + 14);
  fixed.writeUInt32LE(size, from + 18);
  fixed.writeUInt16LE(name.length, from + 22);
  if (inDirectory) fixed.writeUInt32LE(begin, 42);
  return Buffer.concat([fixed, Buffer.from(name, 'latin1')]);
}

async function* deflate(portions: ZipPart['portions'], about: About): AsyncGenerator<Buffer> {
  async function* counted() {
    for await (const portion of portions) {
      const bytes = Buffer.from(portion);
      about.crc = crc32(bytes, about.crc);
      about.size += bytes.length;
      yield bytes;
    }
  }
  const packer = createDeflateRaw({ level: 4 });
  const fed = pipeline(Readable.from(counted(), { highWaterMark: 1 }), packer);
  // Whoever stops reading ends the pipeline; what fails in it is thrown by reading.
  fed.catch(() => {});
  for await (const packed of packer) yield packed as Buffer;
}
