import { inflateSync } from 'node:zlib';

/** A picture of 8-bit RGBA pixels. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  /** 4 × width × height bytes. */
  readonly rgba: Buffer;
}

const predict = (filter: number, left: number, up: number, corner: number): number => {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  const nearerUp = b <= c ? up : corner;
  const paeth = a <= b && a <= c ? left : nearerUp;
  return [0, left, up, Math.floor((left + up) / 2), paeth][filter] ?? 0;
};

/** Reads an 8-bit RGBA PNG without interlacing, as our rasteriser writes them. */
export const readPng = (png: Buffer): Picture => {
  if (png.toString('hex', 24, 29) !== '0806000000')
    throw new Error('Not an 8-bit RGBA PNG without interlacing');
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const packed: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT')
      packed.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  const raw = inflateSync(Buffer.concat(packed));
  const stride = width * 4;
  const rgba = Buffer.alloc(stride * height);
  for (let y = 0; y < height; y += 1) {
    const filter = raw[y * (stride + 1)] ?? 0;
    for (let x = 0; x < stride; x += 1) {
      const left = x >= 4 ? (rgba[y * stride + x - 4] ?? 0) : 0;
      const up = y > 0 ? (rgba[(y - 1) * stride + x] ?? 0) : 0;
      const corner = x >= 4 && y > 0 ? (rgba[(y - 1) * stride + x - 4] ?? 0) : 0;
      rgba[y * stride + x] = (raw[y * (stride + 1) + 1 + x] ?? 0) + predict(filter, left, up, corner);
    }
  }
  return { width, height, rgba };
};

/** Opacity of each pixel, row by row: the picture's shape. */
export const opacities = ({ width, height, rgba }: Picture): readonly number[] =>
  Array.from({ length: width * height }, (_, at) => rgba[at * 4 + 3] ?? 0);
