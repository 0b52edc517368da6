/** A small container: a JSON head and named typed arrays, read without parsing numbers. */
import { readFileSync } from 'node:fs';

type NumberArray = Float32Array | Int32Array | Int8Array;

const MAKERS = {
  float32: (buffer: ArrayBuffer, at: number, length: number) => new Float32Array(buffer, at, length),
  int32: (buffer: ArrayBuffer, at: number, length: number) => new Int32Array(buffer, at, length),
  int8: (buffer: ArrayBuffer, at: number, length: number) => new Int8Array(buffer, at, length),
};

type Kind = keyof typeof MAKERS;

interface Head<Meta> {
  meta: Meta;
  arrays: { name: string; kind: Kind; length: number; at: number }[];
}

export interface ArrayFile<Meta> {
  meta: Meta;
  arrays: Record<string, NumberArray>;
}

const ALIGNMENT = 8;
const aligned = (size: number): number => Math.ceil(size / ALIGNMENT) * ALIGNMENT;

function kindOf(array: NumberArray): Kind {
  if (array instanceof Float32Array) return 'float32';
  return array instanceof Int32Array ? 'int32' : 'int8';
}

/** Layout: the head's length (32 bits), the head (JSON), then each array at a multiple of 8 bytes after the head. */
export function encodeArrays<Meta>({ meta, arrays }: ArrayFile<Meta>): Uint8Array {
  let size = 0;
  const places = Object.entries(arrays).map(([name, array]) => {
    const at = size;
    size = aligned(size + array.byteLength);
    return { name, kind: kindOf(array), length: array.length, at };
  });
  const head = new TextEncoder().encode(JSON.stringify({ meta, arrays: places } satisfies Head<Meta>));
  const bodyStart = aligned(4 + head.length);
  const bytes = new Uint8Array(bodyStart + size);
  new DataView(bytes.buffer).setUint32(0, head.length, true);
  bytes.set(head, 4);
  for (const { name, at } of places) {
    const array = arrays[name];
    if (array) bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), bodyStart + at);
  }
  return bytes;
}

/** @throws when the file is missing or not such a container */
export function readArrays<Meta>(path: string): ArrayFile<Meta> {
  const bytes = Uint8Array.from(readFileSync(path));
  const length = new DataView(bytes.buffer).getUint32(0, true);
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length))) as Head<Meta>;
  const bodyStart = aligned(4 + length);
  const arrays: Record<string, NumberArray> = {};
  for (const { name, kind, at, length: count } of head.arrays) {
    arrays[name] = MAKERS[kind](bytes.buffer, bodyStart + at, count);
  }
  return { meta: head.meta, arrays };
}
