import { inflateRawSync, inflateSync } from 'node:zlib';
import { packageOf } from '../../scripts/teams-package.ts';

const ID = '7c0e2a4f-58a1-4c9b-9d0a-5f6a2f6b1c11';
const DETAILS = {
  botId: ID,
  appId: ID,
  version: '1.2.3',
  developer: {
    name: '会社',
    websiteUrl: 'https://example.jp',
    privacyUrl: 'https://example.jp/privacy',
    termsOfUseUrl: 'https://example.jp/terms',
  },
  staff: false,
};

/** Reads a zip by its directory, as every program does that opens one. */
function unzip(archive: Buffer): Map<string, Buffer> {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  const files = new Map<string, Buffer>();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [packed, name, local] = [
      archive.readUInt32LE(at + 20),
      archive.readUInt16LE(at + 28),
      archive.readUInt32LE(at + 42),
    ];
    const begin = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    files.set(
      archive.toString('utf8', at + 46, at + 46 + name),
      inflateRawSync(archive.subarray(begin, begin + packed)),
    );
    at += 46 + name;
  }
  return files;
}

function read(staff = false) {
  const files = unzip(packageOf({ ...DETAILS, staff }));
  const json = (name: string) => JSON.parse(files.get(name)?.toString() ?? '{}');
  return { files, manifest: json('manifest.json'), english: json('en.json') };
}

/** Width, height and the points of a picture, four bytes each. */
function picture(png: Buffer | undefined) {
  if (!png) throw new Error('no picture');
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const length = png.readUInt32BE(33);
  const rows = inflateSync(png.subarray(41, 41 + length));
  const pointAt = (x: number, y: number) => [...rows.subarray(y * (width * 4 + 1) + 1 + x * 4).subarray(0, 4)];
  return { width, height, pointAt };
}

describe('the app package', () => {
  it('holds the manifest, its English words and two icons', () => {
    expect([...read().files.keys()]).toEqual(['manifest.json', 'en.json', 'color.png', 'outline.png']);
  });

  it('is the same for the same details', () => {
    expect(packageOf(DETAILS).equals(packageOf(DETAILS))).toBe(true);
  });

  it('speaks Japanese first, and English for everything that people read', () => {
    const { manifest, english } = read();
    expect(manifest.localizationInfo.defaultLanguageTag).toBe('ja');
    expect(manifest.name.short).toContain('扉');
    const { commands } = manifest.bots[0].commandLists[0];
    for (const index of commands.keys()) {
      expect(english[`bots[0].commandLists[0].commands[${index}].description`]).toMatch(/^[\x20-\x7e]+$/);
    }
    expect(english['name.short'].length).toBeLessThanOrEqual(30);
    expect(english['description.short'].length).toBeLessThanOrEqual(80);
  });

  it('asks to hear a whole team only when it is for staff', () => {
    expect(read().manifest.authorization).toBeUndefined();
    expect(read(true).manifest.authorization.permissions.resourceSpecific).toEqual([
      { name: 'ChannelMessage.Read.Group', type: 'Application' },
    ]);
    expect(read(true).manifest.webApplicationInfo).toEqual({ id: ID });
  });

  it('has a coloured icon that fills its square, and one of white on nothing', () => {
    const { files } = read();
    const [colour, outline] = [picture(files.get('color.png')), picture(files.get('outline.png'))];
    expect([colour.width, colour.height]).toEqual([192, 192]);
    expect(colour.pointAt(0, 0)).toEqual([0x14, 0x56, 0x4f, 255]);
    expect(colour.pointAt(90, 120)).toEqual([255, 255, 255, 255]);
    expect([outline.width, outline.height]).toEqual([32, 32]);
    expect(outline.pointAt(0, 0)).toEqual([0, 0, 0, 0]);
    expect(outline.pointAt(13, 20)).toEqual([255, 255, 255, 255]);
  });

  it('is not made of what Teams would refuse, and every fault is named', () => {
    const developer = { name: '会'.repeat(33), websiteUrl: 'http://example.jp', privacyUrl: '', termsOfUseUrl: 'x' };
    const make = () => packageOf({ ...DETAILS, botId: 'none', version: '1', developer });
    expect(make).toThrow(
      /version[\s\S]*developer\.name[\s\S]*developer\.websiteUrl[\s\S]*developer\.privacyUrl[\s\S]*developer\.termsOfUseUrl[\s\S]*bots\.0\.botId/,
    );
  });
});
