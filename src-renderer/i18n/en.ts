import { common } from './en/common';
import { fields } from './en/fields';
import { overview } from './en/overview';
import { shell } from './en/shell';
import { states } from './en/states';
import { tasks } from './en/tasks';

/** The English catalogue, one namespace an area; its keys are the type of every translation call. */
export const en = { common, fields, overview, shell, states, tasks } as const;
