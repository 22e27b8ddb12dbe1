import { Link } from '@tanstack/react-router';
import type { FirstStepsAnswer } from '@tessera/protocol';
import { Circle, CircleCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { cx } from '../ui/cx.ts';
import { afterClick } from './SidebarTables.tsx';

/** One of the first steps, done or not; leads to where it is done. */
export function StepLine({
  ws,
  one: { step, done, table = '' },
}: {
  readonly ws: string;
  readonly one: FirstStepsAnswer['steps'][number];
}) {
  const { t } = useTranslation();
  const Icon = done ? CircleCheck : Circle;
  const shared = {
    className:
      'flex min-h-7 items-start gap-2 rounded-md px-2 py-1 text-sm text-ink-muted hover:bg-hover hover:text-ink',
    onClick: afterClick,
    children: (
      <>
        <Icon
          size={14}
          aria-hidden
          className={cx('mt-0.5 shrink-0', done ? 'text-success' : 'text-ink-faint')}
        />
        <span className="min-w-0 flex-1">
          {t(`firstSteps.steps.${step}`)}
          {done && <span className="sr-only">: {t('firstSteps.done')}</span>}
        </span>
      </>
    ),
  };
  switch (step) {
    case 'invite':
      return <Link to="/w/$ws/members" params={{ ws }} {...shared} />;
    case 'import':
      return <Link to="/w/$ws/import/$table" params={{ ws, table }} {...shared} />;
    case 'role':
    case 'rules':
    case 'viewAs':
      return <Link to="/w/$ws/roles" params={{ ws }} {...shared} />;
    case 'twoStep':
      return <Link to="/w/$ws/account" params={{ ws }} {...shared} />;
    case 'template':
      return <Link to="/w/$ws/templates" params={{ ws }} {...shared} />;
    default:
      return table === '' ? (
        <Link to="/w/$ws" params={{ ws }} {...shared} />
      ) : (
        <Link to="/w/$ws/t/$table" params={{ ws, table }} {...shared} />
      );
  }
}
