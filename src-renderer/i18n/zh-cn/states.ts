import type { Words } from '../catalog';

export const states: Words['states'] = {
  run: {
    succeeded: '成功',
    failed: '失败',
    timed_out: '超时',
    cancelled: '已取消',
    skipped: '已跳过',
    missed: '已错过',
    abandoned: '已失联',
    running: '运行中',
    queued: '排队中',
    waiting: '待确认',
    planned: '计划中',
  },
  task: {
    enabled: '已启用',
    paused: '已暂停',
    disabled: '已停用',
    ended: '已结束',
    invalid: '无效',
    deleted: '已删除',
  },
  trigger: {
    schedule: '计划',
    catch_up: '补跑',
    manual: '手动',
    backfill: '回填',
  },
  connector: {
    command: '命令',
    http: 'HTTP 请求',
    nexusai: 'NexusAI',
    sample: '示例',
  },
};
