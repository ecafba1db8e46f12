import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { OverviewPage } from '../pages/overview/overview-page';
import { rememberedTasksSearch } from '../pages/tasks/remembered-search';
import { NotFoundPage } from '../shell/not-found-page';
import { PageCrash } from '../shell/page-crash';
import { Shell } from '../shell/shell';
import { rememberedSettings } from '../shell/remembered-settings';
import { newTaskSearch, runSearch, runsSearch, settingsSearch, taskSearch, tasksSearch } from './search';

const root = createRootRoute({
  component: Shell,
  notFoundComponent: NotFoundPage,
  errorComponent: PageCrash,
});

const start = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    const { startPage } = rememberedSettings().general;
    throw redirect({ to: `/${startPage}`, replace: true });
  },
});

const overview = createRoute({ getParentRoute: () => root, path: '/overview', component: OverviewPage });

const tasks = createRoute({
  getParentRoute: () => root,
  path: '/tasks',
  validateSearch: tasksSearch,
  beforeLoad: ({ search }) => {
    if (Object.values(search).some((value) => value !== undefined)) return;
    const remembered = rememberedTasksSearch();
    if (Object.keys(remembered).length > 0)
      throw redirect({ to: '/tasks', search: remembered, replace: true });
  },
  component: lazyRouteComponent(() => import('../pages/tasks/tasks-page'), 'TasksPage'),
});

const newTask = createRoute({
  getParentRoute: () => root,
  path: '/tasks/new',
  validateSearch: newTaskSearch,
  component: lazyRouteComponent(() => import('../pages/editor/editor-page'), 'NewTaskPage'),
});

const task = createRoute({
  getParentRoute: () => root,
  path: '/tasks/$taskId',
  validateSearch: taskSearch,
  component: lazyRouteComponent(() => import('../pages/task-detail/task-detail-page'), 'TaskDetailPage'),
});

const editTask = createRoute({
  getParentRoute: () => root,
  path: '/tasks/$taskId/edit',
  component: lazyRouteComponent(() => import('../pages/editor/editor-page'), 'EditTaskPage'),
});

const runs = createRoute({
  getParentRoute: () => root,
  path: '/runs',
  validateSearch: runsSearch,
  component: lazyRouteComponent(() => import('../pages/runs/runs-page'), 'RunsPage'),
});

const run = createRoute({
  getParentRoute: () => root,
  path: '/runs/$runId',
  validateSearch: runSearch,
  component: lazyRouteComponent(() => import('../pages/run-detail/run-detail-page'), 'RunDetailPage'),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  validateSearch: settingsSearch,
  component: lazyRouteComponent(() => import('../pages/settings/settings-page'), 'SettingsPage'),
});

const diagnostics = createRoute({
  getParentRoute: () => root,
  path: '/diagnostics',
  component: lazyRouteComponent(() => import('../pages/diagnostics/diagnostics-page'), 'DiagnosticsPage'),
});

const routeTree = root.addChildren([
  start,
  overview,
  tasks,
  newTask,
  task,
  editTask,
  runs,
  run,
  settings,
  diagnostics,
]);

/** Addresses live behind `#`, because the desktop window serves files from a scheme without a server. */
export const router = createRouter({
  routeTree,
  history: createHashHistory(),
  defaultPreload: 'intent',
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
