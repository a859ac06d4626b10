// Draws pictures: draw.mjs CHROMIUM FROM TO. Each `*.json` in FROM becomes a PNG of the same name in TO. Chromium gets all
// of it in one file, asks nothing of any network and is gone when it is done.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import sharp from 'sharp';

const WIDTH = 680;
/** More than any picture is high; what is left is cut off. */
const HEIGHT = 3000;
/** Sharper than a screen of before, and a third smaller than twice as many dots. */
const SCALE = 1.5;
const BELOW = '#ff00ff';
const COLOURS = 64;
const BYTES_MAX = 250_000;

const [chromium, from, to] = process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), 'discord-pictures-'));

const bundle = async () => {
	const { outputFiles } = await build({
		entryPoints: [join(import.meta.dirname, 'page.mjs')],
		bundle: true,
		format: 'iife',
		target: 'chrome120',
		loader: { '.woff2': 'dataurl', '.woff': 'empty' },
		outdir: work,
		write: false,
		logLevel: 'warning',
	});
	const text = (ending) => outputFiles.find(({ path }) => path.endsWith(ending)).text;
	return { script: text('.js').replaceAll('</script', '<\\/script'), style: text('.css') };
};

const page = ({ script, style }, picture) => `<!doctype html>
<meta charset="utf-8">
<style>${style}</style>
<body>
<script>window.picture = ${JSON.stringify(picture).replaceAll('<', '\\u003c')};</script>
<script>${script}</script>
`;

const photograph = (html, png) =>
	execFileSync(
		chromium,
		[
			'--headless',
			'--no-sandbox',
			'--disable-gpu',
			'--disable-dev-shm-usage',
			'--disable-background-networking',
			'--hide-scrollbars',
			`--user-data-dir=${join(work, 'profile')}`,
			`--window-size=${WIDTH},${HEIGHT}`,
			`--force-device-scale-factor=${SCALE}`,
			'--virtual-time-budget=5000',
			`--screenshot=${png}`,
			pathToFileURL(html).href,
		],
		{ stdio: ['ignore', 'ignore', 'pipe'], timeout: 60_000 }
	);

const draw = async (parts, name) => {
	const [html, raw, png] = [join(work, `${name}.html`), join(work, `${name}.png`), join(to, `${name}.png`)];
	writeFileSync(html, page(parts, JSON.parse(readFileSync(join(from, `${name}.json`), 'utf8'))));
	photograph(html, raw);
	const cut = await sharp(raw).trim({ background: BELOW, threshold: 1 }).png().toBuffer();
	const { width, height } = await sharp(cut).metadata();
	if (width !== WIDTH * SCALE || height < 100 || height >= HEIGHT * SCALE) {
		throw new Error(`${name} is ${width} by ${height}`);
	}
	const { size } = await sharp(cut).png({ palette: true, colours: COLOURS, effort: 10, dither: 0 }).toFile(png);
	if (size > BYTES_MAX) throw new Error(`${png} has ${size} bytes`);
	console.log(`${png}: ${width} by ${height}, ${Math.round(size / 1000)} kB`);
};

try {
	const names = readdirSync(from).filter((name) => name.endsWith('.json')).map((name) => basename(name, '.json'));
	const parts = await bundle();
	for (const name of names.sort()) await draw(parts, name);
} finally {
	rmSync(work, { recursive: true, force: true });
}
