/** Waits for what stays once it is so; a page that is made anew meanwhile is looked at again. */
const LOOK_AGAIN_MS = 100;
const LIMIT_MS = 60_000;

/**
 * Looks until `probe` finds something.
 * @param what named when the time is over, with what was seen last
 */
export async function until<Found>(
  what: string,
  probe: () => Found | false | undefined | Promise<Found | false | undefined>,
  last: () => unknown = () => '',
): Promise<Found> {
  let trouble = '';
  for (const end = Date.now() + LIMIT_MS; Date.now() < end; ) {
    try {
      const found = await probe();
      if (found !== undefined && found !== false) return found;
    } catch (error) {
      trouble = ` (${error instanceof Error ? error.message : String(error)})`;
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
  throw new Error(`${what}: not within ${LIMIT_MS} ms ${JSON.stringify(last())}${trouble}`);
}
