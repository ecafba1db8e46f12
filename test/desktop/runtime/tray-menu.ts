import { z } from 'zod';
import { variantOf } from './bus-calls';

/** One line of a tray menu, as com.canonical.dbusmenu describes it. */
export interface MenuEntry {
  readonly id: number;
  /** As a person reads it: mnemonics removed. Empty for a separator. */
  readonly label: string;
  readonly separator: boolean;
  readonly enabled: boolean;
  readonly visible: boolean;
  /** Undefined when it is neither a check mark nor a radio item. */
  readonly checked: boolean | undefined;
  readonly kind: 'normal' | 'checkmark' | 'radio';
  /** Size in bytes of the picture beside the label (PNG), 0 without one. */
  readonly iconBytes: number;
  readonly children: readonly MenuEntry[];
}

const properties = z.record(z.string(), variantOf(z.unknown()));
type LayoutNode = [number, Record<string, unknown>, LayoutNode[]];
const layoutNode: z.ZodType<LayoutNode> = z.lazy(() =>
  z.tuple([z.number(), properties, z.array(variantOf(layoutNode))]),
);

/** `_x` marks a mnemonic and `__` an underscore. */
const withoutMnemonics = (label: string): string => label.replace(/_(_?)/g, '$1');

/** Reads one node of a GetLayout reply with all that is below it. */
export function parseMenu(node: unknown): MenuEntry {
  return toEntry(layoutNode.parse(node));
}

function toEntry([id, given, children]: LayoutNode): MenuEntry {
  const text = (name: string): string => {
    const value = given[name];
    return typeof value === 'string' ? value : '';
  };
  const toggle = text('toggle-type');
  const icon = given['icon-data'];
  return {
    id,
    label: withoutMnemonics(text('label')),
    separator: text('type') === 'separator',
    enabled: given['enabled'] !== false,
    visible: given['visible'] !== false,
    checked: toggle === '' ? undefined : given['toggle-state'] === 1,
    kind: toggle === 'checkmark' || toggle === 'radio' ? toggle : 'normal',
    iconBytes: icon instanceof Uint8Array ? icon.length : 0,
    children: children.map(toEntry),
  };
}

/** The entry reached by reading labels from the top, or undefined: `findEntry(menu, ['Run now', 'Report'])`. */
export function findEntry(menu: MenuEntry, path: readonly string[]): MenuEntry | undefined {
  return path.reduce<MenuEntry | undefined>(
    (entry, label) => entry?.children.find((child) => child.visible && child.label === label),
    menu,
  );
}

/** The menu as text, one line an entry, for messages and for comparing whole menus in a test. */
export function describeMenu(menu: MenuEntry, indent = ''): string {
  return menu.children
    .filter((entry) => entry.visible)
    .map((entry) => {
      const mark = entry.checked === undefined ? '' : entry.checked ? '[x] ' : '[ ] ';
      const line = entry.separator ? '---' : `${mark}${entry.label}${entry.enabled ? '' : ' (disabled)'}`;
      const below = describeMenu(entry, `${indent}  `);
      return `${indent}${line}${below === '' ? '' : `\n${below}`}`;
    })
    .join('\n');
}
