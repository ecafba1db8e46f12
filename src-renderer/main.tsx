import './theme/styles';
// These two come before everything that makes schemas.
import { firstLocale, firstWords } from './i18n/first-words';
import './client/zod-without-eval';
import { QueryClient } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createClient } from '../src-main/contract/client';
import { Acts } from './client/acts';
import { App } from './app';
import { bridgeTransport } from './client/bridge-transport';
import { startCacheRefresher } from './client/cache-refresher';
import { SocketTransport } from './client/socket-transport';
import { localeOf, startLanguage } from './i18n/language';
import { router } from './router/router';
import { shareStyleNonce } from './theme/style-nonce';

/** The page that serves this script lacks its root element. */
class MissingRootError extends Error {
  constructor() {
    super('index.html has no element with the id "root".');
    this.name = 'MissingRootError';
  }
}

const root = document.getElementById('root');
if (root === null) throw new MissingRootError();

const socketUrl = (): string => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/socket`;
const transport =
  window.nexus === undefined ? new SocketTransport(socketUrl()) : bridgeTransport(window.nexus, new Date());
const queries = new QueryClient({
  defaultOptions: {
    // Events say when an answer is old; asking again on every focus would load the database for nothing.
    queries: { staleTime: 30_000, refetchOnWindowFocus: false, retry: false },
    mutations: { retry: false },
  },
});
startCacheRefresher(queries, transport);

shareStyleNonce();
const acts = new Acts();
// The page is known before it is rendered, so that the first picture has it.
void router.load();
const translator = await startLanguage(firstLocale, await firstWords);
createRoot(root).render(
  <StrictMode>
    <App
      link={{
        client: createClient(acts.through(transport.call), () => localeOf(translator)),
        transport,
        acts,
      }}
      queries={queries}
      translator={translator}
    />
  </StrictMode>,
);
