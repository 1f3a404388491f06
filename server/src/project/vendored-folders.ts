/** Folders whose content a tool wrote: skipped by default, by every host alike. */
export const VENDORED_FOLDERS: ReadonlySet<string> = new Set([
  '.cache',
  '.gradle',
  '.terraform',
  '.terragrunt-cache',
  '.venv',
  '__pycache__',
  'bower_components',
  'dist',
  'node_modules',
  'venv',
]);

/** Folders of version control: never looked into, and nobody is told. */
export const VERSION_CONTROL_FOLDERS: ReadonlySet<string> = new Set(['.git', '.hg', '.svn']);
