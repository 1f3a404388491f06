/** A label asks for a revision of the control plane that does not exist. */
import { childPath } from '../../base/node-path.ts';
import { LABEL_FIELDS, labelledPlaces } from '../../model/labelled-places.ts';
import { POD_KINDS } from '../../model/workload.ts';
import type { WorldReader } from '../../workspace/check.ts';
import { likeNames } from '../../workspace/resolve/absent-objects.ts';
import { knownRevisions } from '../../workspace/resolve/revisions.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, use } from '../fixes/forms.ts';

const LABEL = 'istio.io/rev';

interface Data {
  readonly revision: string;
  readonly near: readonly string[];
  readonly known: readonly string[];
}

export const revisionNotFound = defineRule({
  id: 'label/revision-not-found',
  title: 'Label asks for a revision that does not exist',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['core/Namespace', ...POD_KINDS],
  fields: LABEL_FIELDS,
  scope: 'workspace',
  equivalents: [],
  docs: {
    why: '`istio.io/rev` names the control plane whose injector puts the proxy into pods: a revision, or a tag for one. When none has that name, no injector is called, and pods come up without a proxy; nothing reports an error.',
    fix: 'Write a revision or tag that is installed (`istioctl tag list`).',
  },
  messages: {
    slip: ({ revision, near }: Data) =>
      `Revision "${revision}" is named here only; did you mean "${near[0] ?? ''}"?`,
    notFound: ({ revision, known }: Data) =>
      `No injector is for revision "${revision}" (there is ${known.map((each) => `"${each}"`).join(', ')})`,
  },
  effect: 'Pods get no proxy',
  check(ctx) {
    for (const { labels } of labelledPlaces(ctx.resource)) {
      const revision = labels.get(LABEL).string() ?? '';
      if (revision === '' || revision.includes('{{') || revision.includes('$')) continue;
      const slip = slipOf(ctx.world, revision);
      if (slip === undefined) continue;
      ctx.report({
        message: slip.isProved ? 'notFound' : 'slip',
        at: childPath(labels.path, LABEL),
        data: { revision, near: slip.near, known: slip.known },
        fixes: ['useNear'],
      });
    }
  },
  fixes: {
    useNear: suggestion((finding) =>
      (finding.data as unknown as Data).near.map((revision) => use(finding, revision)),
    ),
  },
});

/** Injectors in the files say what exists, where the files are all there is; else only a slip of a known name counts. */
function slipOf(
  world: WorldReader,
  revision: string,
):
  | { readonly isProved: boolean; readonly near: readonly string[]; readonly known: readonly string[] }
  | undefined {
  const { installed, used } = knownRevisions(world);
  if (installed.includes(revision)) return undefined;
  if (installed.length > 0 && world.config('completeness') === 'complete') {
    return { isProved: true, near: likeNames(revision, installed).near, known: installed };
  }
  const own = used.find((each) => each.revision === revision);
  if ((own?.count ?? 0) > 1) return undefined;
  const others = [...installed, ...used.filter(({ count }) => count > 1).map((each) => each.revision)];
  const { near, isSlip } = likeNames(revision, new Set(others));
  return isSlip ? { isProved: false, near, known: installed } : undefined;
}
