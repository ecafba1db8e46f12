import { tasksSearch, type TasksSearch } from '../../router/search';

const key = 'nexus.tasks';

/** Filters and order as the list was last seen in this window. */
export const rememberedTasksSearch = (): TasksSearch => {
  try {
    return tasksSearch.catch({}).parse(JSON.parse(localStorage.getItem(key) ?? '{}'));
  } catch {
    return {};
  }
};

export const rememberTasksSearch = (search: TasksSearch): void => {
  try {
    localStorage.setItem(key, JSON.stringify(search));
  } catch {
    // Without storage the list starts with everything next time.
  }
};
