import { describe, expect, it } from 'vitest';
import { camelCase, fromColumns, snakeCase, toColumns } from '../../../src-main/contract/column-names';
import { runDetail } from '../../../src-main/contract/run';
import { task } from '../../../src-main/contract/task';

describe('column names', () => {
  it('go there and back for every field of the contract', () => {
    for (const name of [...Object.keys(task.shape), ...Object.keys(runDetail.shape)])
      expect(camelCase(snakeCase(name))).toBe(name);
    expect(snakeCase('repeatDayOfMonth')).toBe('repeat_day_of_month');
  });

  it('leave the keys inside a value alone', () => {
    const draft = { nodeConfirmUsers: { a_b: [1] }, input: { camelCase: 1, snake_case: 2 } };
    expect(toColumns(draft)).toEqual({
      node_confirm_users: { a_b: [1] },
      input: { camelCase: 1, snake_case: 2 },
    });
    expect(fromColumns(toColumns(draft))).toEqual(draft);
  });
});
