import { Link } from '@tanstack/react-router';
import { ArrowLeft, Lock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Page } from '../app/Page.tsx';
import { FailedState, NotFoundState, RefusedState } from '../app/states.tsx';
import type { ImportTarget } from '../client/imports.ts';
import { Banner } from '../ui/Banner.tsx';
import { cx } from '../ui/cx.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { SkeletonLines } from '../ui/Skeleton.tsx';
import { CheckStep } from './CheckStep.tsx';
import { ColumnsStep } from './ColumnsStep.tsx';
import { DoneStep } from './DoneStep.tsx';
import { FileStep } from './FileStep.tsx';
import type { StepProps } from './step-props.ts';
import { type Step, useImport } from './use-import.ts';
import { useTarget } from './use-target.ts';

const steps: readonly Step[] = ['file', 'columns', 'check', 'done'];

function Steps({ at }: { readonly at: Step }) {
  const { t } = useTranslation();
  return (
    <ol aria-label={t('import.steps.label')} className="mb-6 flex flex-wrap gap-x-6 gap-y-1">
      {steps.map((step, i) => {
        const current = step === at;
        return (
          <li
            key={step}
            aria-current={current ? 'step' : undefined}
            className={cx(
              'flex items-center gap-2 text-sm',
              current ? 'font-medium text-ink' : 'text-ink-muted',
            )}
          >
            <span
              aria-hidden
              className={cx(
                'flex size-5 items-center justify-center rounded-full text-xs',
                current ? 'bg-accent text-ink-inverse' : 'bg-sunken',
              )}
            >
              {i + 1}
            </span>
            {t(`import.steps.${step}`)}
          </li>
        );
      })}
    </ol>
  );
}

/** Bringing a file into a table, or into the list of members. */
export function ImportPage({ ws, target }: { readonly ws: string; readonly target: ImportTarget }) {
  const { t } = useTranslation();
  const found = useTarget(ws, target);
  const work = useImport(ws, target, found.fields);
  if (found.error && !found.ready) return <FailedState error={found.error} onRetry={found.retry} />;
  if (found.ready && !found.exists) return <NotFoundState />;
  if (found.ready && !found.allowed)
    return target.kind === 'members' ? (
      <RefusedState right="manageMembers" />
    ) : (
      <EmptyState icon={<Lock size={20} aria-hidden />} title={t('import.refused')}>
        {t('import.refusedText')}
      </EmptyState>
    );
  const back = 'inline-flex items-center gap-1 rounded text-ink-muted hover:text-ink';
  const props: StepProps = { ws, kind: target.kind, target: found, work };
  return (
    <Page
      wide
      above={
        target.kind === 'members' ? (
          <Link to="/w/$ws/members" params={{ ws }} className={back}>
            <ArrowLeft size={14} aria-hidden />
            {t('import.backToPeople')}
          </Link>
        ) : (
          <Link to="/w/$ws/t/$table" params={{ ws, table: target.table }} className={back}>
            <ArrowLeft size={14} aria-hidden />
            {t('import.back')}
          </Link>
        )
      }
      title={
        target.kind === 'members'
          ? t('import.membersTitle')
          : t('import.title', { table: found.name })
      }
      text={t('import.text')}
    >
      <Steps at={work.step} />
      {work.problem && (
        <div className="mb-4">
          <Banner kind="error">{work.problem}</Banner>
        </div>
      )}
      {!found.ready && <SkeletonLines count={4} label={t('common.loading')} />}
      {found.ready && work.step === 'file' && <FileStep {...props} />}
      {found.ready && work.step === 'columns' && <ColumnsStep {...props} />}
      {found.ready && work.step === 'check' && <CheckStep {...props} />}
      {found.ready && work.step === 'done' && <DoneStep {...props} />}
    </Page>
  );
}
