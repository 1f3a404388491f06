/** What marks, lines and keys mean. */
import type { JSX } from 'preact';
import { t } from '../shared/l10n.ts';

type Entry = readonly [term: string, meaning: string];

function marks(): readonly Entry[] {
  return [
    [t('Filled lock'), t('mutual TLS strict')],
    [t('Lock in outline'), t('permissive: plaintext is let in, too')],
    [t('Open lock'), t('mutual TLS disabled')],
    [t('Two locks'), t('differs by port or workload')],
    [t('Shield with tick'), t('policies decide who may call it')],
    [t('Shield with cross'), t('open to anyone')],
    [t('Shield with ?'), t('an external authorizer decides')],
    [t('Round ✕, triangle !, round i'), t('worst finding')],
    [t('Bar at the left'), t('the open file writes it')],
    [t('Bolt'), t('fault injection')],
    [t('Dashed outline'), t('outside of the mesh, or a text that cannot be read now: drawn as it was')],
    ['W', t('its traffic passes a waypoint')],
    [t('Dotted line'), t('a gateway admits the host, or the files do not prove the end')],
    [t('Dashed line'), t('a copy of the traffic, or an end that does not exist')],
  ];
}

function keys(): readonly Entry[] {
  return [
    [t('↑ ↓ Home End'), t('along a column')],
    ['→ ←', t('along a line')],
    [t('Alt+↑ Alt+↓'), t('to the other ends of the line that was followed')],
    [t('Enter, Ctrl+Enter'), t('open the line, beside')],
    [t('Shift+F10'), t('menu: routes, request, explain, copy, pin')],
    [t('Space, Esc'), t('select the whole path, undo')],
    ['*', t('show rows, hide them')],
    [t('- on a namespace'), t('close it')],
    [t('F8, Shift+F8'), t('next, previous finding')],
    ['/ T 0 + - ?', t('search, tidy, fit the width, zoom, this list')],
  ];
}

export function Legend(): JSX.Element {
  return (
    <div class="menu right legend">
      <dl>
        {[...marks(), ...keys()].map(([term, meaning]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <p>{t('The picture shows what configuration says, not who really calls whom.')}</p>
    </div>
  );
}
