/** The whole mesh as a picture. */
import { compareText, type Mesh } from '../semantics/mesh.ts';
import { type Dressing, dressedCard, dressedLink } from './cards/dress.ts';
import { allCards, allLinks } from './cards/mesh-cards.ts';
import type { Picture } from './picture/picture.ts';

export function pictureOf(mesh: Mesh, dressing: Dressing): Picture {
  return {
    cards: allCards(mesh)
      .map((card) => dressedCard(card, dressing))
      .sort((a, b) => compareText(a.id, b.id)),
    links: allLinks(mesh).map((link) => dressedLink(link, dressing)),
  };
}
