// Draws every icon from build/icons/tray.svg and build/icons/app.svg. Run it after editing one of them and commit what it
// writes: `node build/make-icons.mjs`. With --check it only says whether the files are up to date.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';

const ICONS = fileURLToPath(new URL('icons', import.meta.url));
export const TRAY_STATES = ['starting', 'idle', 'running', 'paused', 'attention', 'lost'];
/** Named after the glyph: `light` is for dark panels and `dark` for light ones. */
const THEMES = {
  light: { INK: '#ffffff', SIGNAL: '#ffffff' },
  dark: { INK: '#1f1f24', SIGNAL: '#1f1f24' },
  color: { INK: '#6e6ade', SIGNAL: '#e5484d' },
};
const PNG_SIZES = [16, 24, 32, 48];
const ICO_SIZES = [16, 20, 24, 32, 48];

/** @param {string} svg @param {number} size in pixels */
const png = (svg, size) => new Resvg(svg, { fitTo: { mode: 'width', value: size } }).render().asPng();

/** The SVG of one state in one pair of colours. */
function stateSvg(source, state, colours) {
  const layers = source.replace(/<g data-states="([^"]*)"[\s\S]*?<\/g>/g, (layer, states) =>
    states.split(' ').includes(state) ? layer : '',
  );
  return Object.entries(colours).reduce((svg, [name, colour]) => svg.replaceAll(name, colour), layers);
}

/** An .ico of PNG pictures: header, one directory entry each, then the pictures. */
function ico(pictures) {
  const header = Buffer.alloc(6 + 16 * pictures.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length;
  pictures.forEach(({ size, data }, at) => {
    const entry = 6 + 16 * at;
    header.writeUInt8(size % 256, entry);
    header.writeUInt8(size % 256, entry + 1);
    header.writeUInt16LE(1, entry + 4);
    header.writeUInt16LE(32, entry + 6);
    header.writeUInt32LE(data.length, entry + 8);
    header.writeUInt32LE(offset, entry + 12);
    offset += data.length;
  });
  return Buffer.concat([header, ...pictures.map(({ data }) => data)]);
}

/** An .icns of PNG pictures: magic and total length, then type, length and picture each. */
function icns(pictures) {
  const parts = pictures.map(({ type, data }) => {
    const head = Buffer.alloc(8);
    head.write(type, 'latin1');
    head.writeUInt32BE(data.length + 8, 4);
    return Buffer.concat([head, data]);
  });
  const head = Buffer.alloc(8);
  head.write('icns', 'latin1');
  head.writeUInt32BE(8 + parts.reduce((sum, { length }) => sum + length, 0), 4);
  return Buffer.concat([head, ...parts]);
}

/** Every icon file: its path below build/icons and its bytes. */
export function drawIcons() {
  const tray = readFileSync(join(ICONS, 'tray.svg'), 'utf8');
  const app = readFileSync(join(ICONS, 'app.svg'), 'utf8');
  const files = new Map();
  for (const state of TRAY_STATES) {
    for (const [theme, colours] of Object.entries(THEMES)) {
      const svg = stateSvg(tray, state, colours);
      for (const size of PNG_SIZES) files.set(`tray/${state}-${theme}-${size}.png`, png(svg, size));
      const pictures = ICO_SIZES.map((size) => ({ size, data: png(svg, size) }));
      files.set(`tray/${state}-${theme}.ico`, ico(pictures));
    }
    // macOS takes the shape from the opacity and colours it itself; the names are the system's convention.
    const template = stateSvg(tray, state, { INK: '#000000', SIGNAL: '#000000' });
    files.set(`tray/${state}Template.png`, png(template, 16));
    files.set(`tray/${state}Template@2x.png`, png(template, 32));
  }
  files.set('app.png', png(app, 512));
  files.set('app-64.png', png(app, 64));
  files.set('app.ico', ico([16, 24, 32, 48, 64, 128, 256].map((size) => ({ size, data: png(app, size) }))));
  const icnsSizes = { icp4: 16, icp5: 32, icp6: 64, ic07: 128, ic08: 256, ic09: 512, ic10: 1024 };
  files.set(
    'app.icns',
    icns(Object.entries(icnsSizes).map(([type, size]) => ({ type, data: png(app, size) }))),
  );
  return files;
}

function sameAsDrawn(path, bytes) {
  try {
    return readFileSync(path).equals(bytes);
  } catch {
    return false;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = drawIcons();
  mkdirSync(join(ICONS, 'tray'), { recursive: true });
  const stale = [...files].filter(([name, bytes]) => !sameAsDrawn(join(ICONS, name), bytes));
  const unknown = readdirSync(join(ICONS, 'tray')).filter((name) => !files.has(`tray/${name}`));
  if (process.argv.includes('--check')) {
    for (const [name] of stale) console.error(`Not up to date: build/icons/${name}`);
    for (const name of unknown) console.error(`Nobody draws: build/icons/tray/${name}`);
    process.exitCode = stale.length + unknown.length === 0 ? 0 : 1;
  } else {
    for (const [name, bytes] of stale) writeFileSync(join(ICONS, name), bytes);
    console.log(`${files.size} icons, ${stale.length} of them new`);
  }
}
