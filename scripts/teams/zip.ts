import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipEntry {
  /** Path within the archive, ASCII. */
  name: string;
  content: Buffer;
}

/** 1980-01-01, the first day a zip knows: the same content makes the same bytes. */
const DATE = 0x0021;
const VERSION = 20;
const DEFLATED = 8;

/** A zip archive (APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16). No library: a handful of small files is all it ever holds. */
export function zip(entries: readonly ZipEntry[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content } of entries) {
    const packed = deflateRawSync(content, { level: 9 });
    const common = commonFields({ name, content, packed });
    const local = Buffer.concat([signature(0x04034b50), common, Buffer.from(name)]);
    directory.push(
      Buffer.concat([signature(0x02014b50), short(VERSION), common, placeFields(offset), Buffer.from(name)]),
    );
    parts.push(local, packed);
    offset += local.length + packed.length;
  }
  const central = Buffer.concat(directory);
  return Buffer.concat([...parts, central, endOf(entries.length, central.length, offset)]);
}

/** What the entry's own header and the directory share: from the version needed to the length of the extra field. */
function commonFields({ name, content, packed }: ZipEntry & { packed: Buffer }): Buffer {
  return Buffer.concat([
    short(VERSION),
    short(0),
    short(DEFLATED),
    short(0),
    short(DATE),
    long(crc32(content)),
    long(packed.length),
    long(content.length),
    short(name.length),
    short(0),
  ]);
}

/** Comment, disk, attributes, and where the entry begins. */
function placeFields(offset: number): Buffer {
  return Buffer.concat([short(0), short(0), short(0), long(0), long(offset)]);
}

function endOf(count: number, size: number, offset: number): Buffer {
  const counts = [short(0), short(0), short(count), short(count)];
  return Buffer.concat([signature(0x06054b50), ...counts, long(size), long(offset), short(0)]);
}

function signature(value: number): Buffer {
  return long(value);
}

function short(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16LE(value);
  return bytes;
}

function long(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
