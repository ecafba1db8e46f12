'use strict';
// The default application of the old Electron the desktop tests may run on: `electron FOLDER` starts the application in
// FOLDER, as the default application of a current Electron does, after lending it the newer APIs.
const { app } = require('electron');
const { existsSync, readFileSync } = require('fs');
const path = require('path');
const Module = require('module');

require('./lend.cjs');

const target = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (target === undefined) {
  console.log(`v${process.versions.electron}`);
  app.exit(0);
} else {
  Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true, configurable: false });
  const folder = path.resolve(target);
  const manifest = path.join(folder, 'package.json');
  if (existsSync(manifest)) {
    const { version, productName, name } = JSON.parse(readFileSync(manifest, 'utf8'));
    if (version) app.setVersion(version);
    if (productName || name) app.setName(productName || name);
    app.setAppPath(folder);
  }
  // As main module, so that `require.main` is the application's own.
  // oxlint-disable-next-line no-underscore-dangle -- Node offers no other way
  Module._load(require.resolve(folder), Module, true);
}
