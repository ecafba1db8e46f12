import { text, type Text } from '../contract/text';

/** What the operations on tasks, runs, workflows and settings say. */
export const operationTexts = {
  // tasks
  noTask: (id: string) => text(`There is no task ${id}.`, `没有编号为 ${id} 的任务。`),
  taskMayBeDeleted: text(
    'It may have been deleted; look at the list of tasks.',
    '它可能已被删除；请查看任务列表。',
  ),
  taskDeleted: (id: string, name: string) =>
    text(`Task ${id} (${name}) was deleted.`, `任务 ${id}（${name}）已被删除。`),
  restoreFirst: text('Restore it first.', '请先恢复该任务。'),
  taskChangedMeanwhile: (name: string) =>
    text(`Task “${name}” was changed by somebody else meanwhile.`, `任务“${name}”在此期间已被他人更改。`),
  lookAtOthersValues: text(
    'Look at the other values, then save again over them or keep them.',
    '请查看对方的值，然后再次保存以覆盖，或保留对方的值。',
  ),
  scheduleInvalid: text('The schedule is not valid.', '计划无效。'),
  scheduleUnreadable: (name: string) =>
    text(`The schedule of “${name}” cannot be understood.`, `任务“${name}”的计划无法识别。`),
  editTask: text('Edit the task and correct the named fields.', '请编辑任务并更正所列字段。'),
  cannotPauseEnded: (name: string) =>
    text(`“${name}” has ended, so it cannot be paused.`, `“${name}”已结束，因此无法暂停。`),
  cannotPauseDisabled: (name: string) =>
    text(`“${name}” is disabled, so it cannot be paused.`, `“${name}”已停用，因此无法暂停。`),
  giveRunsAhead: text('Edit its schedule to give it runs ahead.', '请编辑其计划，使其之后还有运行。'),
  resumeToEnable: text('Resume it to enable it.', '请恢复该任务以启用它。'),
  pauseInPast: text('The pause would end in the past.', '暂停的结束时间已经过去。'),
  laterOrNone: text('Choose a later time, or no time at all.', '请选择更晚的时间，或不设时间。'),
  mustBeAhead: text('must lie in the future', '必须晚于现在'),
  noRunLeft: (name: string) =>
    text(`No run of “${name}” is left, so it cannot be resumed.`, `“${name}”不再有任何运行，因此无法恢复。`),
  nothingToSkip: (name: string) =>
    text(`“${name}” has no planned run to skip.`, `“${name}”没有可以跳过的计划运行。`),
  resumeFirst: text('Resume the task first.', '请先恢复该任务。'),
  scheduleWithRunsAhead: text(
    'Give the task a schedule with runs ahead.',
    '请为任务设置之后还有运行的计划。',
  ),
  alreadyRecorded: text('That planned run has been recorded already.', '该计划运行已有记录。'),
  taskMovedOn: text(
    'Look at the task’s runs; the task has moved on to its next one.',
    '请查看任务的运行记录；任务已转到下一次运行。',
  ),
  noSuchSkip: text('There is no such skipped run.', '没有这样的已跳过的运行。'),
  maybeTakenBack: text('It may have been taken back already.', '它可能已被撤销。'),
  skipTimePassed: text('The time of the skipped run has passed.', '被跳过的运行的时间已过。'),
  useRunNow: text('Use “Run now” to run the task.', '请使用“立即运行”来运行该任务。'),
  startPassed: text(
    'The start time has passed, so the task would never run.',
    '开始时间已过，任务将永远不会运行。',
  ),
  chooseFuture: text(
    'Choose a time in the future, or run the workflow by hand.',
    '请选择将来的时间，或手动运行工作流。',
  ),
  startAhead: text(
    'must lie in the future for a task that runs once',
    '只运行一次的任务，开始时间必须晚于现在',
  ),
  nothingLeft: text(
    'The schedule has no run left, so the task would never run.',
    '计划中不再有运行，任务将永远不会运行。',
  ),
  laterEnd: text('Choose a later end time, or none.', '请选择更晚的结束时间，或不设结束时间。'),
  lastRunPast: text('the last run would lie in the past', '最后一次运行的时间已经过去'),
  namesUnknown: text('The task names something that does not exist.', '任务引用了不存在的内容。'),
  chooseExisting: text('Choose an existing user, app and workflow.', '请选择已有的用户、应用和工作流。'),
  pauseChangedSince: (task: string) =>
    text(
      `Task “${task}” was paused, resumed or edited again since.`,
      `任务“${task}”之后又被暂停、恢复或编辑过。`,
    ),
  pauseLeftAsItIs: text(
    'It stays as it is now; pause or resume it by hand if that is not wanted.',
    '它保持现状；如不符合预期，请手动暂停或恢复。',
  ),
  noUser: (id: string) => text(`There is no user ${id}.`, `没有编号为 ${id} 的用户。`),
  noApp: (id: string) => text(`There is no app ${id}.`, `没有编号为 ${id} 的应用。`),
  noWorkflow: (id: string) => text(`There is no workflow ${id}.`, `没有编号为 ${id} 的工作流。`),
  otherApp: (workflow: string, app: string, given: string) =>
    text(
      `Workflow ${workflow} belongs to app ${app}, not to app ${given}.`,
      `工作流 ${workflow} 属于应用 ${app}，而不是应用 ${given}。`,
    ),
  workflowGone: (id: string) => text(`The workflow ${id} does not exist.`, `工作流 ${id} 不存在。`),
  workflowDisabled: (name: string) => text(`The workflow ${name} is disabled.`, `工作流 ${name} 已停用。`),
  appGone: (id: string) => text(`The app ${id} does not exist.`, `应用 ${id} 不存在。`),
  appDisabled: (name: string) => text(`The app ${name} is disabled.`, `应用 ${name} 已停用。`),
  userGone: (id: string) => text(`The user ${id} does not exist.`, `用户 ${id} 不存在。`),
  userDisabled: (name: string) => text(`The user ${name} is disabled.`, `用户 ${name} 已停用。`),
  zoneUnknown: (name: string) => text(`Unknown time zone "${name}".`, `未知时区“${name}”。`),
  zoneName: text('an IANA name such as Asia/Shanghai', '必须是 Asia/Shanghai 这样的 IANA 名称'),

  // runs
  noRun: (id: string) => text(`There is no run ${id}.`, `没有编号为 ${id} 的运行。`),
  maybePruned: text('It may have been removed by the retention.', '它可能已按保留期限被清除。'),
  editedInputMissing: text('The edited input is missing.', '缺少编辑后的输入。'),
  inputToRunWith: text('the input to run with', '请填写运行所用的输入'),
  taskOfRunDeleted: (id: string) =>
    text(`The task of run ${id} was deleted.`, `运行 ${id} 所属的任务已被删除。`),
  restoreTaskFirst: text('Restore the task first.', '请先恢复该任务。'),
  runHasEnded: (id: string) => text(`Run ${id} has ended already.`, `运行 ${id} 已经结束。`),
  runGoesOn: (id: string) => text(`Run ${id} has not ended.`, `运行 ${id} 尚未结束。`),
  cancelFirst: text('Cancel it first.', '请先取消它。'),
  skipAhead: (id: string) =>
    text(`Run ${id} is a skip whose time has not come.`, `运行 ${id} 是时间未到的跳过。`),
  takeSkipBack: text('Take the skip back instead.', '请改为撤销该跳过。'),
  notMissed: (id: string) => text(`Run ${id} was not missed.`, `运行 ${id} 并未错过。`),
  useRunAgain: text('Use “Run again” for it.', '请对它使用“再次运行”。'),
  windowEndsFirst: text('The window ends before it begins.', '时间范围的结束早于开始。'),
  laterThanFrom: text('must be later than from', '必须晚于开始时间'),

  // workflows, connections, settings
  workflowInUse: text('Tasks still use this workflow.', '仍有任务使用此工作流。'),
  deleteTasksFirst: text(
    'Delete those tasks first, or give them another workflow.',
    '请先删除这些任务，或为它们改用其他工作流。',
  ),
  workflowMayBeDeleted: text(
    'It may have been deleted; look at the list of workflows.',
    '它可能已被删除；请查看工作流列表。',
  ),
  noConnection: (name: string) => text(`There is no connection named ${name}.`, `没有名为 ${name} 的连接。`),
  addConnectionFirst: text('See the list of connections; add it first.', '请查看连接列表；先添加该连接。'),
  urlNeeded: text('An external database needs a URL.', '使用外部数据库时必须填写 URL。'),
  urlUnreadable: text('The database URL cannot be read.', '数据库 URL 无法识别。'),
  urlExample: text(
    'Give one such as postgres://user@host:5432/name.',
    '请填写 postgres://user@host:5432/name 这样的 URL。',
  ),
  passwordUnreadable: text('The password in the address cannot be read.', '无法识别地址中的密码。'),
  escapePassword: text(
    'Write special characters as %XX, a percent sign as %25.',
    '请将特殊字符写成 %XX，百分号写成 %25。',
  ),
  missing: text('missing', '未填写'),
  notUrl: text('not a URL', '不是 URL'),
  noSettingsFile: text('This is no settings file.', '这不是设置文件。'),
  chooseExported: text(
    'Choose a file that was exported by Nexus Scheduler.',
    '请选择由 Nexus Scheduler 导出的文件。',
  ),
  desktopOnly: (what: Text) =>
    text(
      `${what.en} needs the desktop application; this page is served to a browser.`,
      `${what['zh-CN']}需要桌面应用程序；当前页面是在浏览器中打开的。`,
    ),
  useDesktop: text(
    'Use the desktop application, or the command line on that machine.',
    '请使用桌面应用程序，或在该计算机上使用命令行。',
  ),
  openingFolder: text('Opening a folder', '打开文件夹'),
  quitting: text('Quitting from the window', '从窗口退出'),
  noNotifications: text(
    'A browser page shows no notifications of the system; the desktop application does.',
    '浏览器页面不能显示系统通知；桌面应用程序可以。',
  ),
} as const;

/** What an import of rows says of the file, of each row and of all of them. */
export const importTexts = {
  noTasks: text('The file holds no tasks.', '文件中没有任务。'),
  giveRows: text(
    'Give a JSON array of rows, or an export of Nexus Scheduler.',
    '请提供由各行组成的 JSON 数组，或 Nexus Scheduler 的导出文件。',
  ),
  notJson: text('The file is not JSON.', '文件不是 JSON。'),
  exportAsJson: text('Export the tasks as JSON and try again.', '请将任务导出为 JSON 后重试。'),
  field: (name: Text, says: Text) => text(`${name.en}: ${says.en}`, `${name['zh-CN']}：${says['zh-CN']}`),
  deletedAtSource: text('It was deleted at its source.', '它在来源处已被删除。'),
  sameIdBefore: text('A row before it has the same id.', '前面的一行有相同的编号。'),
  willBeCreated: text('Will be created.', '将会创建。'),
  deletedHere: text('It was deleted here and stays so.', '它在此处已被删除，并保持删除。'),
  unchanged: text('Nothing has changed.', '没有变化。'),
  changed: (fields: Text) => text(`Changed: ${fields.en}.`, `有变化：${fields['zh-CN']}。`),
  created: text('Created.', '已创建。'),
  note: (created: number, changed: number, same: number, unmapped: number) =>
    text(
      `${created} new, ${changed} changed, ${same} unchanged, ${unmapped} that cannot be mapped.`,
      `新增 ${created} 个，更改 ${changed} 个，未变 ${same} 个，无法导入 ${unmapped} 个。`,
    ),
} as const;
