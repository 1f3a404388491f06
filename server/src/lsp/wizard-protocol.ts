/** What the wizard "New resource…" of our own client asks. */
import type { WizardAnswers, WizardState } from '../features/new-resource/wizard.ts';

/** Answers with what the wizard asks next, and what it would write. */
export const NEW_RESOURCE = 'meshwright/newResource';

export interface NewResourceParams {
  /** URI of the folder in which the files are to be. */
  readonly folder: string;
  readonly answers: WizardAnswers;
}

export type NewResourceResult = WizardState;
