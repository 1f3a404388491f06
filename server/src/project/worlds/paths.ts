/** Decoded paths counted from the project's folder; its own is empty, what lies outside begins with `..`. */

export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export function isIn(path: string, folder: string): boolean {
  return folder === '' ? !path.startsWith('../') : path === folder || path.startsWith(`${folder}/`);
}

/** `a/b` and `../c/./d` are `a/c/d`. Undefined for what is no path of this machine: an address. */
export function resolvePath(folder: string, target: string): string | undefined {
  if (/^[a-z][a-z0-9+.-]*:\/\/|^git@|\?ref=/i.test(target) || target.startsWith('/')) return undefined;
  const steps = folder === '' ? [] : folder.split('/');
  for (const step of target.split('/')) {
    if (step === '..') {
      if (steps.length === 0 || steps.at(-1) === '..') steps.push('..');
      else steps.pop();
    } else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}
