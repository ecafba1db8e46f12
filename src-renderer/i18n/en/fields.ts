/** Words inside form controls. */
export const fields = {
  showSecret: 'Show what is typed',
  nothingFound: 'Nothing found',
  required: 'This is needed.',
  range: 'Give a whole number from {{min}} to {{max}}.',
  changed: 'Changed',
  date: {
    previousMonth: 'Previous month',
    nextMonth: 'Next month',
    previousYear: 'Previous year',
    nextYear: 'Next year',
    previousDecade: 'Previous ten years',
    nextDecade: 'Next ten years',
    chooseMonth: 'Choose a month',
    chooseYear: 'Choose a year',
  },
} as const;
