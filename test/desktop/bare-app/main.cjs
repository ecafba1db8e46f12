'use strict';
// The least an Electron with a tray icon can be: what the product's memory and start are compared with.
const { app, nativeImage, Tray } = require('electron');

const kept = {};
app.disableHardwareAcceleration();
app.on('ready', () => {
  const pixels = Buffer.alloc(24 * 24 * 4, 255);
  kept.tray = new Tray(nativeImage.createFromBitmap(pixels, { width: 24, height: 24 }));
  kept.tray.setToolTip('Bare');
});
