import { create } from 'zustand';

const remembered = 'tessera.sidebar';

interface SidebarState {
  readonly open: boolean;
  readonly toggle: () => void;
  readonly close: () => void;
}

function startOpen(): boolean {
  if (!matchMedia('(min-width: 768px)').matches) return false;
  try {
    return localStorage.getItem(remembered) !== 'closed';
  } catch {
    return true;
  }
}

function keep(open: boolean): void {
  try {
    localStorage.setItem(remembered, open ? 'open' : 'closed');
  } catch {
    // Then it opens again next time.
  }
}

/** Whether the sidebar shows; kept on this device. */
export const useSidebar = create<SidebarState>((set, get) => ({
  open: startOpen(),
  toggle: () => {
    const open = !get().open;
    keep(open);
    set({ open });
  },
  close: () => set({ open: false }),
}));

/** True where the sidebar lies over the content instead of beside it. */
export function isNarrow(): boolean {
  return !matchMedia('(min-width: 768px)').matches;
}
