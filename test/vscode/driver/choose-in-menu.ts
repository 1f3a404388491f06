/** The context menu of what is on screen. */
import type { Locator } from 'playwright-core';
import { persist } from './run-quickly.ts';

/** An entry is pressed by the key: a menu that has just opened does not hear the mouse yet. */
export async function chooseInMenu(of: Locator, title: string): Promise<void> {
  const page = of.page();
  const item = page.locator('.monaco-menu .action-item', { hasText: title }).first();
  const focused = page.locator('.monaco-menu .action-item.focused', { hasText: title }).first();
  await persist(
    async (limit) => {
      await of.click({ button: 'right', ...limit });
      await item.hover(limit);
      await focused.waitFor(limit);
      // To the menu itself: once it has closed, what stands below would take the key.
      await focused.press('Enter', limit);
      await item.waitFor({ state: 'hidden', ...limit });
    },
    () => page.keyboard.press('Escape'),
  );
}
