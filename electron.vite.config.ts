import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

/**
 * Packages stay outside the bundle: Sequelize loads its dialect at run time, and the package ships node_modules anyway.
 * Except those that are needed before the icon is up: bundled they load in a third of the time their hundred files take.
 */
const neededAtOnce = ['zod', 'write-file-atomic', 'electron-log'];

/** CommonJS and old targets, because the oldest runtime the tests drive is Electron 22 (Node 16, Chromium 108). */
const output = {
  format: 'cjs',
  entryFileNames: '[name].cjs',
  chunkFileNames: 'chunks/[name]-[hash].cjs',
  // An `import()` left as it is cannot read packages inside app.asar before Electron 28.
  dynamicImportInCjs: false,
} as const;

const entries = (names: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    names
      .filter((name) => readdirSync('src-main').includes(`${name}.ts`))
      .map((name) => [name, resolve('src-main', `${name}.ts`)]),
  );

/** The command line is started by its own name (`bin` in package.json). */
const banner = (chunk: { readonly name: string }): string =>
  chunk.name === 'cli' ? '#!/usr/bin/env node' : '';

/** Sends for the font with the styles: the first picture has it, and is not set a second time. */
const fontAtOnce: Plugin = {
  name: 'font-at-once',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle = {} }) =>
      Object.keys(bundle)
        .filter((name) => name.includes('/inter-latin-wght-'))
        .map((name) => ({
          tag: 'link',
          attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: true, href: `./${name}` },
          injectTo: 'head',
        })),
  },
};

export default defineConfig({
  main: {
    build: {
      target: 'node16',
      externalizeDeps: { exclude: neededAtOnce },
      outDir: 'out/main',
      rolldownOptions: { input: entries(['main', 'cli']), output: { ...output, banner } },
    },
  },
  preload: {
    build: {
      target: 'node16',
      externalizeDeps: { exclude: ['zod'] },
      outDir: 'out/preload',
      rolldownOptions: { input: entries(['preload']), output },
    },
  },
  renderer: {
    root: 'src-renderer',
    plugins: [react(), fontAtOnce],
    css: { transformer: 'lightningcss' },
    build: {
      target: 'chrome108',
      outDir: 'out/renderer',
      // electron-vite leaves names long by default; the first screen has a budget (build/bundle-budget.mjs).
      minify: true,
      emptyOutDir: true,
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 900,
      rolldownOptions: {
        input: resolve('src-renderer', 'index.html'),
        output: {
          codeSplitting: {
            groups: [
              // A small file that runs before the large one has arrived, and asks for the words.
              { name: 'words', test: /first-words|vite\/preload-helper|rolldown\/runtime/, priority: 2 },
              // One file for the first screen: the application answers each of forty requests by itself.
              { name: 'first', tags: ['$initial'], priority: 1 },
            ],
          },
        },
      },
    },
  },
});
