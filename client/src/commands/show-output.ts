/** "Show output". */
import type { CommandContext } from './register-commands.ts';

export function showOutput({ log }: Pick<CommandContext, 'log'>): void {
  log.show();
}
