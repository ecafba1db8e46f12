import { IconPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionState } from '../../../src-main/contract/api';
import { useAct } from '../../client/use-act';
import { useCall } from '../../client/use-call';
import { useNow, useTime } from '../../time/use-time';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { ErrorNotice } from '../../ui/error-notice';
import { useToasts } from '../../ui/toasts';
import { ConnectionDialog } from './connection-dialog';
import { ImportDialog } from './import-dialog';
import { NamedList } from './named-list';
import { useWanted } from './setting-search';
import classes from './settings-page.module.css';

/** NexusAI servers: their state, a test, an import of their schedules. */
export const ConnectionsSection = (): ReactNode => {
  const { t } = useTranslation('settings');
  const time = useTime();
  const now = useNow();
  const toasts = useToasts();
  const queries = useQueryClient();
  const list = useCall('connections', 'list', {});
  const test = useAct('connections', 'test');
  const remove = useAct('connections', 'remove');
  const [editing, setEditing] = useState<string | null>(null);
  const [importing, setImporting] = useState<string | null>(null);
  const wanted = useWanted();
  const connections = list.data?.connections ?? [];
  const refresh = (): void => void queries.invalidateQueries({ queryKey: ['connections'] });
  const failed = (error: Error): void => toasts.failed(error.message);
  const stateText = (connection: ConnectionState): string =>
    [
      connection.url,
      connection.account,
      t(`connections.states.${connection.state}`),
      ...(connection.since === null
        ? []
        : [t('connections.since', { time: time.moment(new Date(connection.since), now) })]),
    ].join(' · ');
  const shown = connections
    .filter((connection) => wanted(connection.name, stateText(connection)))
    .sort((a, b) => Number(b.isDefault) - Number(a.isDefault) || a.name.localeCompare(b.name));
  const withIntro = shown.length > 0 || wanted(t('section.connections'), t('connections.text'));
  const add = (
    <Button
      icon={<IconPlus width="1rem" height="1rem" stroke={2} aria-hidden="true" />}
      onClick={() => setEditing('')}
    >
      {t('connections.add')}
    </Button>
  );
  return (
    <>
      {list.error === null ? null : <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && connections.length === 0 ? (
        <EmptyState title={t('connections.none')} text={t('connections.noneText')} actions={add} />
      ) : (
        <>
          {withIntro ? (
            <div className={classes['intro']} data-setting>
              <span>{t('connections.text')}</span>
              {add}
            </div>
          ) : null}
          <NamedList
            label={t('section.connections')}
            entries={shown.map((connection) => ({
              name: connection.name,
              mark: connection.isDefault ? (
                <span className={classes['tag']}>{t('connections.default')}</span>
              ) : null,
              text: stateText(connection),
              actions: (
                <>
                  <Button
                    size="row"
                    busy={test.isPending && test.variables.name === connection.name}
                    label={t('connections.test', { name: connection.name })}
                    onClick={() =>
                      test.mutate(
                        { name: connection.name },
                        {
                          onSuccess: (answer) => {
                            refresh();
                            if (answer.state === 'signed_in') toasts.done(answer.text);
                            else toasts.failed(answer.text);
                          },
                          onError: failed,
                        },
                      )
                    }
                  >
                    {t('connections.testShort')}
                  </Button>
                  <Button
                    size="row"
                    label={t('connections.importFrom', { name: connection.name })}
                    onClick={() => setImporting(connection.name)}
                  >
                    {t('connections.import')}
                  </Button>
                </>
              ),
            }))}
            editLabel={(name) => t('connections.edit', { name })}
            removeLabel={(name) => t('connections.remove', { name })}
            onEdit={setEditing}
            onRemove={(name) =>
              remove.mutate(
                { name },
                {
                  onSuccess: () => {
                    refresh();
                    toasts.done(t('connections.removed', { name }));
                  },
                  onError: failed,
                },
              )
            }
          />
        </>
      )}
      {editing === null ? null : (
        <ConnectionDialog
          connection={connections.find((connection) => connection.name === editing) ?? null}
          onClose={() => {
            setEditing(null);
            refresh();
          }}
        />
      )}
      {importing === null ? null : <ImportDialog name={importing} onClose={() => setImporting(null)} />}
    </>
  );
};
