/** The files of the bundled sample mesh, by path below `samples/shop`; a test compares the list with the folder. */
export const SAMPLE_FILES: readonly string[] = [];
