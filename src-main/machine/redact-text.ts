const mark = '***';

/** `scheme://user:password@`: what stands between the colon and the last `@` before the path. */
const urlPassword = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/?#@]*:)[^\s/?#]*(?=@)/gi;
const credential = /(\b(?:bearer|basic)\s+)[A-Za-z0-9._~+/=-]{8,}/gi;
/** `password=…`, `"api_key": "…"`, `token: …` as they appear in URLs, JSON and option lists. */
const named =
  /((?:password|passwd|secret|token|api[_-]?key|authorization)["']?\s*[=:]\s*)("(?:[^"\\]|\\.)*"|'[^']*'|(?!bearer\b|basic\b)[^\s"',;&)}\]]+)/gi;

/** Hides what looks like a secret in any text: a net under the redactor, which knows the values themselves. */
export const redactText = (text: string): string =>
  text.replace(urlPassword, `$1${mark}`).replace(credential, `$1${mark}`).replace(named, `$1${mark}`);
