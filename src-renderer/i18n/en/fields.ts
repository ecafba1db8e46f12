/** Words inside form controls. */
export const fields = {
  showSecret: 'Show what is typed',
  nothingFound: 'Nothing found',
  required: 'This is needed.',
  range: 'Give a whole number from {{min}} to {{max}}.',
  changed: 'Changed',
} as const;
