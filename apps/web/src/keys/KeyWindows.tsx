import { lazy, Suspense, useEffect } from 'react';
import { keyOf } from './key-of.ts';
import { openKeyWindow, useKeyWindow } from './key-state.ts';

const ShortcutSheet = lazy(() =>
  import('./ShortcutSheet.tsx').then((page) => ({ default: page.ShortcutSheet })),
);
const CommandPalette = lazy(() =>
  import('./CommandPalette.tsx').then((page) => ({ default: page.CommandPalette })),
);

/** Listens for the keys that work everywhere in a workspace, and shows what they open. */
export function KeyWindows({ ws }: { readonly ws: string }) {
  const shown = useKeyWindow((state) => state.shown);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      const key = keyOf(event);
      if (key !== 'k' && key !== '/') return;
      event.preventDefault();
      openKeyWindow(key === 'k' ? 'palette' : 'sheet');
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, []);
  const close = () => useKeyWindow.setState({ shown: null });
  return (
    <Suspense>
      {shown === 'sheet' && <ShortcutSheet onClose={close} />}
      {shown === 'palette' && <CommandPalette ws={ws} onClose={close} />}
    </Suspense>
  );
}
