import { type ReactNode, type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import type { InvalidReason } from '../field-types/field-ui.ts';

export interface EditorPopoverProps {
  readonly anchor: RefObject<HTMLElement | null>;
  readonly invalid: InvalidReason | null;
  /** Changes whenever the anchor may have moved. */
  readonly placeKey: string;
  readonly children: ReactNode;
}

/**
 * The list, calendar or message of an editor: below its cell, or above where there is no room. The focus stays
 * in the cell's text, which is why this is not a dialog.
 */
export function EditorPopover({ anchor, invalid, placeKey, children }: EditorPopoverProps) {
  const { t } = useTranslation();
  const popup = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<{ left: number; top: number; width: number } | null>(null);

  useLayoutEffect(() => {
    const measure = () => {
      const cell = anchor.current?.getBoundingClientRect();
      const size = popup.current?.getBoundingClientRect();
      if (!cell || !size) return;
      const below = cell.bottom + 4;
      const fits = below + size.height <= innerHeight - 8;
      const top = fits ? below : Math.max(8, cell.top - size.height - 4);
      const left = Math.max(8, Math.min(cell.left, innerWidth - size.width - 8));
      setPlace((now) =>
        now && now.left === left && now.top === top && now.width === cell.width
          ? now
          : { left, top, width: cell.width },
      );
    };
    measure();
    const observer = new ResizeObserver(measure);
    if (popup.current) observer.observe(popup.current);
    addEventListener('scroll', measure, true);
    return () => {
      observer.disconnect();
      removeEventListener('scroll', measure, true);
    };
  }, [placeKey, invalid]);

  return createPortal(
    // biome-ignore lint/a11y/noStaticElementInteractions: pressing here must not take the focus from the text.
    <div
      ref={popup}
      data-editor-popover=""
      style={{
        left: place?.left ?? 0,
        top: place?.top ?? 0,
        minWidth: place?.width,
        visibility: place ? 'visible' : 'hidden',
      }}
      className="popup fixed z-50 max-w-96"
      onMouseDown={(event) => event.preventDefault()}
    >
      {invalid && (
        <p id="cell-invalid" role="alert" className="max-w-72 px-3 py-2 text-sm text-danger">
          {t(`grid.invalid.${invalid}`)}
        </p>
      )}
      {children}
    </div>,
    document.body,
  );
}
