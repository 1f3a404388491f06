/** How diagnostics reach the client: chosen once, so that no document gets them in two ways. */
export interface DiagnosticsTransport {
  /** The findings of these files may have changed. */
  settled(changed: ReadonlySet<string>): void;
  /** Those of open files, which nobody waits longer for than needed. */
  openSettled(changed: ReadonlySet<string>): void;
  /** Every finding may have changed, for instance with the settings. */
  invalidated(): void;
  /** Opened or edited by a person. */
  edited(uri: string): void;
  closed(uri: string): void;
}
