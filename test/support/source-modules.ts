import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAst } from 'vite';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** One import of a module: what it names, and whether anything of it is left at run time. */
export interface SourceImport {
  readonly specifier: string;
  /** Path of the file it means, from the repository's root; null = a package or a built-in. */
  readonly target: string | null;
  readonly typeOnly: boolean;
}

export interface SourceModule {
  /** From the repository's root, with `/`. */
  readonly path: string;
  /** Without blank ones. */
  readonly lines: number;
  readonly imports: readonly SourceImport[];
  readonly hasDefaultExport: boolean;
  /** Reads the clock: `Date.now()` or `new Date()`. */
  readonly readsClock: boolean;
}

interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof Reflect.get(value, 'type') === 'string';

const children = (node: Node): readonly Node[] =>
  Object.values(node).flatMap((value: unknown) =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  );

const everyNode = function* (node: Node): Generator<Node> {
  yield node;
  for (const child of children(node)) yield* everyNode(child);
};

const literal = (node: unknown): string | null => {
  const value: unknown = isNode(node) && node.type === 'Literal' ? node['value'] : null;
  return typeof value === 'string' ? value : null;
};

const isNamed = (node: unknown, name: string): boolean =>
  isNode(node) && node.type === 'Identifier' && node['name'] === name;

/** `import type {…}`, or `import { type A, type B }` with nothing else in it. */
const isTypeOnly = (node: Node): boolean => {
  if (node['importKind'] === 'type' || node['exportKind'] === 'type') return true;
  const specifiers = node['specifiers'];
  return (
    Array.isArray(specifiers) &&
    specifiers.length > 0 &&
    specifiers.every((one) => isNode(one) && (one['importKind'] === 'type' || one['exportKind'] === 'type'))
  );
};

const specifierOf = (node: Node): string | null => {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return literal(node['source']);
    case 'CallExpression': {
      const args = node['arguments'];
      return isNamed(node['callee'], 'require') && Array.isArray(args) ? literal(args[0]) : null;
    }
    default:
      return null;
  }
};

const readsClock = (node: Node): boolean => {
  const { callee, arguments: args } = node;
  if (node.type === 'NewExpression')
    return isNamed(callee, 'Date') && Array.isArray(args) && args.length === 0;
  return (
    node.type === 'CallExpression' &&
    isNode(callee) &&
    callee.type === 'MemberExpression' &&
    isNamed(callee['object'], 'Date') &&
    isNamed(callee['property'], 'now')
  );
};

const endings = ['', '.ts', '.tsx', '/index.ts', '/index.tsx'];

/** Where a relative import leads; that there is such a file is the compiler's business. */
const resolved = (from: string, specifier: string): string | null => {
  if (!specifier.startsWith('.')) return null;
  const base = join(dirname(from), specifier.replace(/\?.*$/, ''));
  const found = endings.map((ending) => `${base}${ending}`).find((file) => isFile(join(root, file)));
  return (found ?? base).split(sep).join('/');
};

const isFile = (file: string): boolean => existsSync(file) && statSync(file).isFile();

const parsedModule = (path: string): SourceModule => {
  const text = readFileSync(join(root, path), 'utf8');
  const program: unknown = parseAst(text, { lang: path.endsWith('x') ? 'tsx' : 'ts' });
  const nodes = isNode(program) ? [...everyNode(program)] : [];
  return {
    path,
    lines: text.split('\n').filter((line) => line.trim() !== '').length,
    imports: nodes.flatMap((node) => {
      const specifier = specifierOf(node);
      if (specifier === null) return [];
      const typeOnly = node.type === 'TSImportType' || isTypeOnly(node);
      return [{ specifier, target: resolved(path, specifier), typeOnly }];
    }),
    hasDefaultExport: nodes.some(({ type }) => type === 'ExportDefaultDeclaration'),
    readsClock: nodes.some(readsClock),
  };
};

/** Every module under these folders, parsed as TypeScript. */
export const sourceModules = (...folders: readonly string[]): readonly SourceModule[] =>
  folders
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.endsWith('.d.ts'))
        .map((entry) => relative(root, join(entry.parentPath, entry.name)).split(sep).join('/')),
    )
    .sort()
    .map(parsedModule);
