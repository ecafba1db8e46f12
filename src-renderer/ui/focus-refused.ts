/** Leads to the first answer a form refuses, once it is marked. */
export const focusRefused = (form: HTMLFormElement): void => {
  requestAnimationFrame(() => {
    const field = form.querySelector('[aria-invalid="true"]');
    if (field instanceof HTMLElement) field.focus();
  });
};
