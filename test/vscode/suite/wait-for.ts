/** Waits for a condition with a bound, never for a time. */
const POLL_MS = 50;
const LIMIT_MS = 60_000;

/**
 * Asks again and again until `probe` gives something.
 * @param what named when the time is over, with what the last `probe` said through `last`
 */
export async function waitFor<T>(
  what: string,
  probe: () => T | undefined | Promise<T | undefined>,
  last: () => unknown = () => '',
): Promise<T> {
  const end = Date.now() + LIMIT_MS;
  for (;;) {
    const found = await probe();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error(`No ${what} within ${LIMIT_MS} ms ${JSON.stringify(last())}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
