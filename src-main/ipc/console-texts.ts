import { text } from '../contract/text';

/** What opening the console says when it cannot. */
export const consoleTexts = {
  noOrigin: (origin: string) =>
    text(
      `${origin} is not an address the console can be reached under.`,
      `控制台无法通过 ${origin} 这个地址访问。`,
    ),
  giveOrigin: text(
    'Give the origin only, with https: and without a path: https://scheduler.example.com',
    '请只填写以 https: 开头、不含路径的来源地址：https://scheduler.example.com',
  ),
  unencrypted: (host: string) =>
    text(`The console is not opened on ${host} without encryption.`, `未加密时不会在 ${host} 上打开控制台。`),
  protect: text(
    'Leave the address out to listen on this computer only, or give a certificate and its key, or the https: address of a reverse proxy that ends TLS.',
    '请省略地址以便只在本机监听，或提供证书及其密钥，或提供终止 TLS 的反向代理的 https: 地址。',
  ),
  whichAddress: (host: string) =>
    text(
      `On ${host} the console cannot tell which addresses are its own.`,
      `在 ${host} 上，控制台无法判断哪些地址属于自己。`,
    ),
  giveAddress: text(
    'Give the https: address people will use, or listen on one address.',
    '请提供人们将使用的 https: 地址，或只在一个地址上监听。',
  ),
  cannotListen: (at: string, why: string) =>
    text(`The console cannot listen on ${at}: ${why}`, `控制台无法在 ${at} 上监听：${why}`),
  otherPort: text('Choose another port, or 0 for a free one.', '请选择其他端口，或填 0 使用空闲端口。'),
  otherAddress: text('Choose another address or port.', '请选择其他地址或端口。'),
  noWindow: text('This build has no window to serve.', '此构建不含可供访问的窗口。'),
  build: text('Build it with npm run build.', '请用 npm run build 构建。'),
} as const;
