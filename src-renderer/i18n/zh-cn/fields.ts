import type { Words } from '../catalog';

export const fields: Words['fields'] = {
  showSecret: '显示输入内容',
  nothingFound: '没有找到',
  required: '此项必填。',
  range: '请输入 {{min}} 到 {{max}} 的整数。',
  changed: '已更改',
  date: {
    previousMonth: '上个月',
    nextMonth: '下个月',
    previousYear: '上一年',
    nextYear: '下一年',
    previousDecade: '前十年',
    nextDecade: '后十年',
    chooseMonth: '选择月份',
    chooseYear: '选择年份',
  },
};
