/** Shapes as elements: looks become classes, so that the theme paints them. */
import type { JSX } from 'preact';
import type { Shape } from '../../../server/src/graph/picture/shapes.ts';
import { visible } from '../shared/text.ts';

export function ShapeView({
  shape,
  fontScale,
}: {
  readonly shape: Shape;
  readonly fontScale: number;
}): JSX.Element {
  switch (shape.tag) {
    case 'rect': {
      const { look, x, y, width, height, radius } = shape;
      return <rect class={look} x={x} y={y} width={width} height={height} rx={radius ?? 0} />;
    }
    case 'path':
      return <path class={shape.look} transform={`translate(${shape.x} ${shape.y})`} d={shape.path} />;
    case 'text': {
      const { look, x, y, text, anchor } = shape;
      const size = (look === 'dim' ? 11 : 12) * fontScale;
      return (
        <text class={look} x={x} y={y} font-size={size} text-anchor={anchor ?? 'start'}>
          {visible(text)}
        </text>
      );
    }
  }
}
