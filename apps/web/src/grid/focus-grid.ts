/** Gives the keyboard back to the grid on the screen, if there is one. */
export function focusGrid(): void {
  document.querySelector<HTMLElement>('[data-grid-input]')?.focus({ preventScroll: true });
}
