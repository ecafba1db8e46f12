import type { Words } from '../catalog';

export const fields: Words['fields'] = {
  showSecret: '显示输入内容',
  nothingFound: '没有找到',
  required: '此项必填。',
  range: '请输入 {{min}} 到 {{max}} 的整数。',
  changed: '已更改',
};
