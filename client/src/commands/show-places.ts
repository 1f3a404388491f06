/** What a click on a code lens opens: the server names the places, the editor lists them beside the text. */
import { commands, Location, Position, Range, Uri } from 'vscode';
import type { Location as ProtocolLocation, Position as ProtocolPosition } from 'vscode-languageclient';
import type { CommandContext } from './command-context.ts';

/** Not in the palette: without its arguments it has nothing to show. */
export const SHOW_PLACES = 'meshwright.showPlaces';

export async function showPlaces(_: CommandContext, ...args: readonly unknown[]): Promise<void> {
  const [uri, position, locations] = args as [string, ProtocolPosition, readonly ProtocolLocation[]];
  await commands.executeCommand(
    'editor.action.showReferences',
    Uri.parse(uri, true),
    new Position(position.line, position.character),
    locations.map(
      ({ uri: target, range: { start, end } }) =>
        new Location(
          Uri.parse(target, true),
          new Range(start.line, start.character, end.line, end.character),
        ),
    ),
  );
}
