import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Confirmation, ConfirmResult, WaitingStep } from '../../../src-main/contract/confirmation';
import type { Json, JsonObject } from '../../../src-main/contract/primitives';
import type { RunDetail } from '../../../src-main/contract/run';
import { useClient } from '../../client/client-context';
import { useAct } from '../../client/use-act';
import { useCommandBlock } from '../../shell/use-command-block';
import { Button } from '../../ui/button';
import { EditInputDialog } from '../../ui/edit-input-dialog';
import { useToasts } from '../../ui/toasts';

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** NexusAI is asked once a waiting, not with every event: each question is several requests there. */
const useConfirmation = (run: RunDetail): UseQueryResult<Confirmation> => {
  const client = useClient();
  return useQuery<Confirmation>({
    queryKey: ['confirmation', run.id, run.waitingFor?.since ?? ''],
    queryFn: () => client.runs.confirmation({ id: run.id }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
};

interface DialogProps {
  readonly step: WaitingStep;
  readonly account: string;
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onApprove: (values: JsonObject) => void;
}

const ApproveDialog = ({ step, account, busy, onClose, onApprove }: DialogProps): ReactNode => {
  const { t } = useTranslation('runDetail');
  const empty = (values: Json): string | null => {
    const names = isObject(values) ? step.missing.filter((name) => (values[name] ?? '') === '') : [];
    return names.length === 0 ? null : t('waiting.missing', { names: names.join(t('waiting.gap')) });
  };
  return (
    <EditInputDialog
      title={t('waiting.dialogTitle', { step: step.name })}
      words={{
        text: (
          <>
            <p>{t(step.kind === 'form' ? 'waiting.dialogForm' : 'waiting.dialogReview', { account })}</p>
            <p>{t('waiting.dialogReject')}</p>
          </>
        ),
        label: t('waiting.valuesLabel'),
        run: t('waiting.confirm'),
      }}
      refuse={empty}
      busy={busy}
      input={step.values}
      onClose={onClose}
      onRun={(values) => {
        if (isObject(values)) onApprove(values);
      }}
    />
  );
};

/** Whether this machine's account may confirm what the run waits for, and the way to do it. */
export const ConfirmStep = ({ run }: { readonly run: RunDetail }): ReactNode => {
  const { t } = useTranslation('runDetail');
  const blocked = useCommandBlock();
  const toasts = useToasts();
  const there = useConfirmation(run);
  const confirm = useAct('runs', 'confirm');
  const [asked, setAsked] = useState<WaitingStep | null>(null);
  const [sent, setSent] = useState<ConfirmResult | null>(null);
  if (sent !== null) {
    const words = { confirmed: 'sent', answer_lost: 'sentLost', already: 'already' } as const;
    return <p role="status">{t(`waiting.${words[sent.result]}`, { account: sent.account })}</p>;
  }
  if (there.isPending) return <p role="status">{t('waiting.asking')}</p>;
  if (there.isError)
    return (
      <p>
        {there.error.message}
        <Button size="row" busy={there.isFetching} onClick={() => void there.refetch()}>
          {t('waiting.askAgain')}
        </Button>
      </p>
    );
  const { steps, account } = there.data;
  const mine = steps.filter((step) => step.mine);
  if (mine.length === 0)
    return <p>{t(steps.length === 0 ? 'waiting.already' : 'waiting.notUs', { account })}</p>;
  const approve = (step: WaitingStep, values: JsonObject): void =>
    confirm.mutate(
      { id: run.id, step: step.id, values },
      {
        onSuccess: setSent,
        onError: (error) => toasts.failed(error.message),
        onSettled: () => setAsked(null),
      },
    );
  return (
    <p>
      {mine.map((step) => (
        <Button key={step.id} look="primary" blocked={blocked} onClick={() => setAsked(step)}>
          {mine.length === 1 ? t('waiting.approve') : t('waiting.approveStep', { step: step.name })}
        </Button>
      ))}
      {asked === null ? null : (
        <ApproveDialog
          step={asked}
          account={account}
          busy={confirm.isPending}
          onClose={() => setAsked(null)}
          onApprove={(values) => approve(asked, values)}
        />
      )}
    </p>
  );
};
