import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recordFields } from '../../../src-main/database/ledger/record-fields';

/** As PostgreSQL's `record_out` writes a field: quoted where it is empty or holds what has a meaning there. */
const written = (value: string | null): string => {
  if (value === null) return '';
  if (value !== '' && !/[\s",()\\]/.test(value)) return value;
  return `"${value.replaceAll(/["\\]/g, '$&$&')}"`;
};

describe('recordFields', () => {
  it('reads plain, quoted, empty and absent fields', () => {
    expect(recordFields(String.raw`(recurring,"2026-03-02 09:00:00",,"[1, 3]","","say ""hi"" \\ ")`)).toEqual(
      ['recurring', '2026-03-02 09:00:00', null, '[1, 3]', '', String.raw`say "hi" \ `],
    );
    expect(recordFields('()')).toEqual([null]);
    expect(recordFields('(,)')).toEqual([null, null]);
  });

  it('reads whatever can be written', () => {
    const value = fc.option(
      fc.string({ unit: fc.constantFrom('a', '"', '\\', ',', '(', ')', ' ', '\n', 'é') }),
    );
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 14 }), (values) => {
        expect(recordFields(`(${values.map(written).join(',')})`)).toEqual(values);
      }),
    );
  });

  it.each(['', '1,2', '(1,2', '(1)2', '("a)', '(a"b)', '(a b'])('refuses %j', (text) => {
    expect(() => recordFields(text)).toThrow(TypeError);
  });
});
