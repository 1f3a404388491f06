/** Presses that may get lost: what is drawn anew between the two halves of a click does not hear it. */
import type { Locator } from 'playwright-core';
import { persist } from './run-quickly.ts';

/** Only for what may be pressed twice. `effect` is not there before, and stays. */
export async function clickUntil(target: Locator, effect: Locator): Promise<void> {
  await pressUntil((limit) => target.first().click(limit), effect);
}

/** `press` again, unless what it brings has come late. */
export async function pressUntil(
  press: (limit: { readonly timeout?: number }) => Promise<void>,
  effect: Locator,
): Promise<void> {
  let isAgain = false;
  await persist(
    async (limit) => {
      if (!(isAgain && (await effect.first().isVisible()))) await press(limit);
      await effect.first().waitFor(limit);
    },
    async () => {
      isAgain = true;
    },
  );
}
