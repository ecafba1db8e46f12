import { app } from 'electron';
import type { Locale } from '../contract/primitives';

/** The language of the desktop around us, where we speak it, else English. */
export const systemLocale = (): Locale => (app.getLocale().toLowerCase().startsWith('zh') ? 'zh-CN' : 'en');
