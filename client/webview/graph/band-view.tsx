import type { NamespaceTile } from '../../../server/src/features/mesh-graph/mesh-graph-data.ts';
import type { PlacedBand } from '../../../server/src/graph/picture/layout.ts';
import { BAND_HEAD, BAND_WIDTH, BAND_X } from '../../../server/src/graph/picture/picture.ts';
import { cutMiddle, iconShape } from '../../../server/src/graph/picture/shapes.ts';
import type { PictureWords } from '../../../server/src/graph/picture/words.ts';
import { services } from '../shared/counts.ts';
import { t } from '../shared/l10n.ts';
import { visible } from '../shared/text.ts';
import { measureAt } from './measure.ts';
import { bandId } from './moves.ts';
import { ShapeView } from './shape-view.tsx';
import { shortMtls } from './words.ts';

export function Band({
  band,
  tile,
  words,
  fontScale,
  isFocused,
  isPartial,
}: {
  readonly band: PlacedBand;
  readonly tile: NamespaceTile | undefined;
  readonly words: PictureWords;
  readonly fontScale: number;
  readonly isFocused: boolean;
  readonly isPartial: boolean;
}) {
  const { name, y, height } = band;
  const measure = measureAt(fontScale);
  const shown = cutMiddle(measure, name === '' ? words.noNamespace : name, BAND_WIDTH / 2, 'name');
  const about = tile && [services(tile.services), ...(tile.mtls === undefined ? [] : [shortMtls(tile.mtls)])];
  return (
    <g class="band">
      <rect class="ground" x={BAND_X} y={y} width={BAND_WIDTH} height={height} rx={4} />
      {isPartial && <path class="growing" d={`M${BAND_X} ${y + height}h${BAND_WIDTH}`} />}
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing has no buttons */}
      <g
        role="button"
        class="part"
        data-id={bandId(name)}
        tabindex={isFocused ? 0 : -1}
        aria-description={t('Namespace, open: Enter closes it')}
      >
        <rect class="hit" x={BAND_X} y={y} width={BAND_WIDTH} height={BAND_HEAD - 3} rx={4} />
        <ShapeView shape={iconShape('namespace', BAND_X + 9, y + 5, 'icon')} fontScale={fontScale} />
        <text class="name" x={BAND_X + 28} y={y + 17} font-size={12 * fontScale}>
          {visible(shown)}
          {about !== undefined && (
            <tspan class="dim" dx={10} font-size={11 * fontScale}>
              {about.join(' · ')}
            </tspan>
          )}
        </text>
      </g>
    </g>
  );
}
