import type { Words } from '../catalog';

export const diagnostics: Words['diagnostics'] = {
  checks: '检查',
  again: '重新检查',
  about: '关于',
  fact: '项目',
  value: '值',
  version: 'Nexus Scheduler',
  dataFolder: '数据文件夹',
  secrets: '机密',
  products: { node: 'Node.js', postgresql: 'PostgreSQL', electron: 'Electron', chromium: 'Chromium' },
  copyReport: '复制报告',
};
