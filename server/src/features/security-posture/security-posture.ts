/** The security panel: services against callers; of many services namespaces against namespaces. */

import { groupBy } from '../../base/group-by.ts';
import { type GuardedService, guardedServices } from '../../semantics/access.ts';
import { type Caller, callers } from '../../semantics/access-callers.ts';
import { Fields } from '../../semantics/fields.ts';
import type { Mesh } from '../../semantics/mesh.ts';
import { emptyAnswer, type Panel, PlaceBook } from '../panels/panel.ts';
import { cellDetail, nameOf } from './cell-detail.ts';
import type { CallerColumn, PostureHead, PostureRow, PostureShown } from './posture-data.ts';
import { cellsOf, modesOfGuards, servicePosture, unionOf } from './service-posture.ts';

/** More services, or more callers, are shown as namespaces. */
const MANY = 60;

/** `input`: `{ open?: namespace[], cell?: { row, caller } }`. */
export const securityPosture: Panel = ({ snapshot, mesh, slot, input }) => {
  const all = guardedServices(mesh);
  if (all.length === 0) {
    return emptyAnswer('These files hold no Service: there is nothing that a policy could guard.');
  }
  const places = new PlaceBook(snapshot);
  const matrix = matrixOf(mesh);
  const chosen = new Fields(input, '');
  const names = [...matrix.byNamespace.keys()];
  const open = matrix.isCollapsed
    ? chosen
        .get('open')
        .strings()
        .filter((name) => matrix.byNamespace.has(name))
    : names;
  const items = names.flatMap((name) => namespaceRows(mesh, places, matrix, name, open.includes(name)));
  const cell = chosen.get('cell');
  const detail = detailOf(mesh, places, matrix, cell.get('row').string(), cell.get('caller').string());
  const head: PostureHead = {
    state: 'shown',
    callers: matrix.columns.map(({ id, text }) => ({ id, text })),
    isCollapsed: matrix.isCollapsed,
    open,
    services: all.length,
    namespaces: names.length,
    ...matrix.counts,
    ...(detail !== undefined && { detail }),
  };
  // Wherever in a policy or Service the cursor stands: what it is about is marked.
  const here = slot === undefined ? [] : places.around(slot, 'metadata.name');
  return { head, items, book: places, here };
};

/** Not by ids: their slash stands behind the hyphen of `billing-1`. */
function byNamespace({ service: a }: GuardedService, { service: b }: GuardedService): number {
  return compare(a.owner.namespace, b.owner.namespace) || compare(a.host, b.host);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function idOf({ service }: GuardedService): string {
  return `service ${service.owner.namespace}/${service.host}`;
}

function takesPlaintext({ guards }: GuardedService): boolean {
  return [...modesOfGuards(guards)].some((mode) => mode !== 'STRICT');
}

function isUnguarded({ guards }: GuardedService): boolean {
  return guards.some(({ policies }) => policies.length === 0);
}

interface Column extends CallerColumn {
  /** Indexes in the callers. */
  readonly members: readonly number[];
}

interface Matrix {
  readonly callers: readonly Caller[];
  readonly columns: readonly Column[];
  readonly isCollapsed: boolean;
  readonly byNamespace: ReadonlyMap<string, readonly GuardedService[]>;
  /** A letter for each caller, by id of the service. */
  readonly cells: ReadonlyMap<string, string>;
  readonly counts: Pick<PostureShown, 'plaintext' | 'unguarded' | 'unjudged'>;
}

/** Opening a cell or a row computes no letter again, and an edit those of what it changes. */
function matrixOf(mesh: Mesh): Matrix {
  return mesh.kept('posture matrix', (each) => {
    const all = guardedServices(each).toSorted(byNamespace);
    const who = callers(each);
    const isCollapsed = all.length > MANY || who.length > MANY;
    const cells = new Map(
      all.map((guarded) => [
        idOf(guarded),
        each.keptOf(guarded, 'cells', (of) => cellsOf(guarded, callers(of))),
      ]),
    );
    return {
      callers: who,
      columns: isCollapsed
        ? collapsedColumns(who)
        : who.map(({ id, text }, index) => ({ id, text, members: [index] })),
      isCollapsed,
      byNamespace: groupBy(all, ({ service }) => service.owner.namespace),
      cells,
      counts: {
        plaintext: all.filter(takesPlaintext).length,
        unguarded: all.filter(isUnguarded).length,
        unjudged: [...cells.values()].filter((letters) => letters.includes('U')).length,
      },
    };
  });
}

/** A column for each namespace, one for all gateways, one for nobody. */
function collapsedColumns(who: readonly Caller[]): readonly Column[] {
  const keyOf = ({ sort, namespace }: Caller) =>
    sort === 'gateway' ? 'gateways' : sort === 'nobody' ? 'nobody' : `namespace ${namespace}`;
  const groups = groupBy(
    who.map((caller, index) => ({ caller, index })),
    ({ caller }) => keyOf(caller),
  );
  const textOf = (id: string) =>
    id === 'gateways'
      ? 'outside, by gateway'
      : id === 'nobody'
        ? 'no identity'
        : id.slice('namespace '.length);
  const columns = [...groups].map(([id, members]) => ({
    id,
    text: textOf(id),
    members: members.map(({ index }) => index),
  }));
  const rank = ({ id }: Column) => (id === 'nobody' ? 2 : id === 'gateways' ? 1 : 0);
  return columns.toSorted((a, b) => rank(a) - rank(b) || compare(a.id, b.id));
}

function columnCells({ columns, isCollapsed }: Matrix, cells: string): string {
  if (!isCollapsed) return cells;
  return columns.map(({ members }) => unionOf(members.map((index) => cells[index] ?? 'N'))).join('');
}

function namespaceRows(
  mesh: Mesh,
  places: PlaceBook,
  matrix: Matrix,
  name: string,
  isOpen: boolean,
): readonly PostureRow[] {
  const all = matrix.byNamespace.get(name) ?? [];
  const letters = all.map((guarded) => matrix.cells.get(idOf(guarded)) ?? '');
  const head = mesh.keptOf(matrix, `row ${name}`, () => namespaceRow(matrix, name, all, letters));
  if (!isOpen) return [head];
  return [
    head,
    ...all.map((guarded, index) => {
      const cells = letters[index] ?? '';
      const row = servicePosture(mesh, places, guarded, matrix.callers, cells);
      return { ...row, cells: columnCells(matrix, cells) };
    }),
  ];
}

function namespaceRow(
  matrix: Matrix,
  name: string,
  all: readonly GuardedService[],
  letters: readonly string[],
): PostureRow {
  const plain = all.filter(takesPlaintext).length;
  const unguarded = all.filter(isUnguarded).length;
  const columns = letters.map((cells) => columnCells(matrix, cells));
  return {
    id: `namespace ${name}`,
    sort: matrix.isCollapsed ? 'namespace' : 'head',
    namespace: name,
    name,
    count: all.length,
    mtls: {
      text:
        plain === 0
          ? 'strict'
          : plain === all.length
            ? 'plaintext too'
            : `${plain} of ${all.length} plaintext too`,
      isPlain: plain > 0,
    },
    policies: {
      text: unguarded === 0 ? 'all have' : `${unguarded} of ${all.length} open`,
      isOpen: unguarded > 0,
      links: [],
    },
    cells: matrix.isCollapsed
      ? matrix.columns.map((_, at) => unionOf(columns.map((cells) => cells[at] ?? 'N'))).join('')
      : '',
  };
}

function detailOf(
  mesh: Mesh,
  places: PlaceBook,
  matrix: Matrix,
  row: string | undefined,
  caller: string | undefined,
) {
  const column = matrix.columns.find(({ id }) => id === caller);
  if (row === undefined || caller === undefined || column === undefined) return undefined;
  const isNamespace = row.startsWith('namespace ');
  const name = row.slice(row.indexOf(' ') + 1);
  const services = isNamespace
    ? (matrix.byNamespace.get(name) ?? [])
    : [...matrix.byNamespace.values()].flat().filter((guarded) => idOf(guarded) === row);
  if (services.length === 0) return undefined;
  const who = column.members.flatMap((index) => matrix.callers[index] ?? []);
  const [one] = services;
  const target = isNamespace || one === undefined ? `services of ${name}` : nameOf(one);
  const title = `${column.text} → ${target}`;
  return cellDetail(mesh, places, { row, caller, title }, services, who);
}
