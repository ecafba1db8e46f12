import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type axe from 'axe-core';
import { z } from 'zod';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

declare global {
  interface Window {
    axe?: typeof axe;
  }
}

/** Puts axe into the page once; it stays while the window's own script does. */
export const bringAxe = async (page: Page): Promise<void> => {
  await page.evaluate(axeSource);
};

/** How the document is dressed: what Settings writes on it. */
export interface Dress {
  readonly scheme: 'light' | 'dark';
  readonly contrast: 'normal' | 'high';
}

interface Looking {
  /** Only this part of the page. */
  readonly part: string | null;
  readonly dresses: readonly Dress[];
  /** All of WCAG 2.2 AA is asked in the first dress, these rules in the others. */
  readonly rules: readonly string[];
}

/** What axe finds on the page as it stands, in each dress; sentences, none when it is clean. */
export const findings = async (page: Page, looking: Looking): Promise<string[]> =>
  z.array(z.string()).parse(
    await page.evaluate(
      async ({ part, dresses, rules, tags: all }) => {
        const { axe: tool } = window;
        if (tool === undefined) throw new Error('The page has no axe.');
        const root = document.documentElement;
        const parts = [...document.querySelectorAll(part ?? 'html')].filter((one) => one.checkVisibility());
        const context = part === null ? document : { include: parts };
        const found: string[] = [];
        const before = [root.dataset['mantineColorScheme'], root.dataset['contrast']] as const;
        for (const [index, { scheme, contrast }] of dresses.entries()) {
          root.dataset['mantineColorScheme'] = scheme;
          root.dataset['contrast'] = contrast;
          const { violations } = await tool.run(context, {
            preload: false,
            runOnly: index === 0 ? { type: 'tag', values: [...all] } : { type: 'rule', values: [...rules] },
            resultTypes: ['violations'],
          });
          for (const { id, nodes } of violations)
            for (const node of nodes)
              found.push(
                `${scheme} ${contrast}: ${id} ${node.target.join(' ')} ${node.failureSummary ?? ''}`,
              );
        }
        [root.dataset['mantineColorScheme'], root.dataset['contrast']] = before;
        return found;
      },
      { ...looking, tags },
    ),
  );

/** Everything a reader or a screen reader gets in words, one entry a text or an attribute. */
export const wordsOn = async (page: Page): Promise<string[]> =>
  z.array(z.string()).parse(
    await page.evaluate(() => {
      const said = new Set<string>();
      const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
        const holder = node.parentElement;
        if (holder === null || holder.closest('script, style, noscript') !== null) continue;
        if (!holder.checkVisibility()) continue;
        said.add((node.textContent ?? '').trim());
      }
      for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]'))
        for (const name of ['aria-label', 'title', 'placeholder', 'alt', 'aria-description'])
          said.add((element.getAttribute(name) ?? '').trim());
      said.add(document.title);
      said.delete('');
      return [...said];
    }),
  );

/** What moves by itself, though the reader asked for no motion. */
export const motions = async (page: Page): Promise<string[]> =>
  z.array(z.string()).parse(
    await page.evaluate(() =>
      document
        .getAnimations()
        .filter(
          (motion) => motion.playState === 'running' && motion.effect?.getComputedTiming().duration !== 0,
        )
        .map((motion) => {
          const target = motion.effect instanceof KeyframeEffect ? motion.effect.target : null;
          return `${target?.tagName ?? '?'}.${target?.className ?? ''} moves`;
        }),
    ),
  );

/** What the width cuts: a page that scrolls sideways, words wider than their control, controls outside the window. */
export const cuts = async (page: Page): Promise<string[]> =>
  z.array(z.string()).parse(
    await page.evaluate(() => {
      const found: string[] = [];
      for (const scroller of [document.documentElement, ...document.querySelectorAll('#content')])
        if (scroller.scrollWidth > scroller.clientWidth)
          found.push(
            `${scroller.id || 'page'} scrolls sideways: ${scroller.scrollWidth} > ${scroller.clientWidth}`,
          );
      const shown = (element: Element): boolean => {
        const { width, height } = element.getBoundingClientRect();
        return width > 2 && height > 2 && element.checkVisibility({ visibilityProperty: true });
      };
      const scrolls = (element: Element): boolean => {
        for (let above = element.parentElement; above !== null; above = above.parentElement) {
          const { overflowX } = getComputedStyle(above);
          if ((overflowX === 'auto' || overflowX === 'scroll') && above.scrollWidth > above.clientWidth)
            return true;
        }
        return false;
      };
      const controls = document.querySelectorAll(
        'button, [role="tab"], h1, h2, h3, a[class*="action"], nav a',
      );
      for (const control of controls) {
        if (!shown(control)) continue;
        const name = `${control.tagName.toLowerCase()} “${(control.textContent ?? '').trim().slice(0, 60)}”`;
        for (const element of [control, ...control.querySelectorAll('*')]) {
          if (!(element instanceof HTMLElement) || !shown(element)) continue;
          const style = getComputedStyle(element);
          if (style.overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1)
            found.push(`${name} is cut: ${element.scrollWidth} > ${element.clientWidth}`);
        }
        const box = control.getBoundingClientRect();
        const texts = document.createTreeWalker(control, NodeFilter.SHOW_TEXT);
        const range = document.createRange();
        for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
          if (node.parentElement === null || !shown(node.parentElement)) continue;
          range.selectNodeContents(node);
          for (const { left, right } of range.getClientRects())
            if (right > box.right + 1.5 || left < box.left - 1.5)
              found.push(`${name} spills by ${Math.round(Math.max(right - box.right, box.left - left))} px`);
        }
        if ((box.right > innerWidth + 1 || box.left < -1) && !scrolls(control))
          found.push(`${name} is outside the window`);
      }
      return [...new Set(found)];
    }),
  );
