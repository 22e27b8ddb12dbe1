import { create } from 'zustand';

/** Which window over the page the keyboard has opened. */
export const useKeyWindow = create<{ readonly shown: 'palette' | 'sheet' | null }>(() => ({
  shown: null,
}));

/** Opens the sheet of shortcuts or the command palette. */
export function openKeyWindow(shown: 'palette' | 'sheet'): void {
  useKeyWindow.setState({ shown });
}
