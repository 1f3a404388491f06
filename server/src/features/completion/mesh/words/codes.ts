/** Codes of other tools, in the annotations that silence them. */
import { RULES } from '../../../../rules/registry.generated.ts';
import { ANNOTATIONS } from '../../../../workspace/suppression.ts';
import { RANK } from '../../suggestion.ts';
import { type Choice, word } from '../choice.ts';
import type { MeshPlace } from '../mesh-place.ts';
import { commaList } from './comma-list.ts';

/** Those that are reported on this object first. Undefined for every other annotation. */
export function codes(place: MeshPlace): readonly Choice[] | undefined {
  const annotation = ANNOTATIONS.find(({ name }) => name === place.steps.at(-1));
  if (annotation === undefined) return undefined;
  const titles = new Map(
    RULES.flatMap(({ equivalents, title }) =>
      equivalents.filter(({ tool }) => tool === annotation.tool).map(({ code }) => [code, title] as const),
    ),
  );
  const all = annotation.tool === 'istioctl' ? [word('*', 'everything', RANK.rare)] : [];
  const here = new Set(
    place
      .reported()
      .filter(({ resource }) => resource?.kindId === place.kindId && resource.name === place.name)
      .flatMap(({ equivalents }) => equivalents.map(({ code }) => code)),
  );
  const known = [...titles]
    .sort()
    .map(([code, title]) => word(code, title, here.has(code) ? RANK.first : RANK.common));
  return commaList(place, [...known, ...all]);
}
