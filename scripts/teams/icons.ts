import { crc32, deflateSync } from 'node:zlib';

/** Red, green, blue and opacity, 0 to 255. */
type Colour = readonly [number, number, number, number];
type Shape = (x: number, y: number) => boolean;
type Layer = readonly [Shape, Colour];

const GREEN: Colour = [0x14, 0x56, 0x4f, 255];
const PALE: Colour = [0x8f, 0xc9, 0xbd, 255];
const WHITE: Colour = [255, 255, 255, 255];
const NOTHING: Colour = [0, 0, 0, 0];

/** The drawing's own unit: the door of `web/shared/door.svg` stands in a square of 32. */
const UNIT = 32;
/** Each point is looked at so many times in each direction, so that edges are smooth. */
const SAMPLES = 4;

const frame: Shape = (x, y) => inArch(x, y, 8, 5, 24) && !inArch(x, y, 10, 7, 22) && y <= 26;
const ground: Shape = (x, y) => Math.abs(y - 26) <= 1 && x >= 6 && x <= 26;
const leaf: Shape = (x, y) => x >= 9.5 && x <= 19.5 && y <= 26 && y >= 9 + (x - 9.5) * 0.29;
const knob: Shape = (x, y) => Math.hypot(x - 16.6, y - 19) <= 1.3;

/** 192 × 192, for lists and headers of Teams. */
export function colourIcon(): Buffer {
  const everywhere: Shape = () => true;
  const door: Layer[] = [
    [frame, PALE],
    [leaf, WHITE],
    [knob, GREEN],
    [ground, PALE],
  ];
  return png(192, [[everywhere, GREEN], ...door], 0.75);
}

/** 32 × 32, white on nothing, for the bar at the side. */
export function outlineIcon(): Buffer {
  const door: Layer[] = [
    [frame, WHITE],
    [leaf, WHITE],
    [knob, NOTHING],
    [ground, WHITE],
  ];
  return png(32, door, 1);
}

/** Within a door frame that is rounded at its top. */
function inArch(x: number, y: number, left: number, top: number, right: number): boolean {
  const radius = 3;
  if (x < left || x > right || y < top) return false;
  if (y > top + radius) return true;
  const corner = x < left + radius ? left + radius : Math.min(x, right - radius);
  return Math.hypot(x - corner, y - top - radius) <= radius;
}

/** @param share how much of the picture's width the drawing takes */
function png(size: number, layers: readonly Layer[], share: number): Buffer {
  const rows = Array.from({ length: size }, (_, row) => {
    const points = Array.from({ length: size }, (_, column) => pointAt(column, row, { size, layers, share }));
    // Every row begins with its filter: none.
    return [0, ...points.flat()];
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(size, 0);
  header.writeUInt32BE(size, 4);
  // Eight bits each of red, green, blue and opacity.
  header.set([8, 6, 0, 0, 0], 8);
  const content = deflateSync(Buffer.from(rows.flat()), { level: 9 });
  const begin = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([begin, chunk('IHDR', header), chunk('IDAT', content), chunk('IEND', Buffer.alloc(0))]);
}

function pointAt(
  column: number,
  row: number,
  { size, layers, share }: { size: number; layers: readonly Layer[]; share: number },
): number[] {
  const toUnits = (position: number) => ((position / size - 0.5) / share + 0.5) * UNIT;
  const samples = Array.from({ length: SAMPLES * SAMPLES }, (_, index) => {
    const x = toUnits(column + ((index % SAMPLES) + 0.5) / SAMPLES);
    const y = toUnits(row + (Math.floor(index / SAMPLES) + 0.5) / SAMPLES);
    return layers.findLast(([shape]) => shape(x, y))?.[1] ?? NOTHING;
  });
  return mixed(samples);
}

/** Colours count as much as they are opaque. */
function mixed(samples: readonly Colour[]): number[] {
  const opacity = samples.reduce((sum, colour) => sum + colour[3], 0);
  if (opacity === 0) return [0, 0, 0, 0];
  const part = (index: 0 | 1 | 2) =>
    Math.round(samples.reduce((sum, colour) => sum + colour[index] * colour[3], 0) / opacity);
  return [part(0), part(1), part(2), Math.round(opacity / samples.length)];
}

function chunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type), content]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
