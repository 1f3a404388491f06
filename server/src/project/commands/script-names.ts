/** Files in which people write down the commands that set a mesh up. */

/** As a glob of VS Code, for those that it lists and watches. */
export const SCRIPTS =
  '**/{*.{sh,bash,zsh,ps1,mk,md,adoc},Makefile,GNUmakefile,makefile,justfile,Justfile,README}';

const SCRIPT =
  /(?:\.(?:sh|bash|zsh|ps1|mk|md|adoc)|(?:^|\/)(?:Makefile|GNUmakefile|makefile|justfile|Justfile|README))$/;

export function isScript(path: string): boolean {
  return SCRIPT.test(path);
}
