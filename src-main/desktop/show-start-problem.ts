import { app, dialog } from 'electron';
import { Problem } from '../contract/errors';
import { thrownText } from '../contract/text';
import { systemLocale } from './system-locale';

/** Says why the program cannot start at all, and ends it. */
export const showStartProblem = (error: unknown): void => {
  // The settings may be what cannot be read.
  const locale = systemLocale();
  const remedy = error instanceof Problem ? (error.remedy?.[locale] ?? '') : '';
  dialog.showErrorBox('Nexus Scheduler', `${thrownText(error)[locale]}\n${remedy}`);
  app.exit(1);
};
