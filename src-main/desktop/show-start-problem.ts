import { app, dialog } from 'electron';
import { Problem } from '../contract/errors';

/** Says why the program cannot start at all, and ends it. */
export const showStartProblem = (error: unknown): void => {
  const remedy = error instanceof Problem ? (error.info.remedy ?? '') : '';
  const message = error instanceof Error ? error.message : String(error);
  dialog.showErrorBox('Nexus Scheduler', `${message}\n${remedy}`);
  app.exit(1);
};
