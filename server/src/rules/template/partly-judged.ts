/** Text rule `template/partly-judged`; the YAML layer finds the template. */
import { defineTextRule } from '../define-text-rule.ts';

export const partlyJudged = defineTextRule({
  id: 'template/partly-judged',
  code: 'partly-judged',
  title: 'Template is judged in part',
  severity: 'hint',
  docs: {
    why: 'The file is a template of another language (Jinja, ERB, gomplate, ytt …). What its marks put in is not known, so only literal text is judged.',
    fix: 'Judge the rendered files as well, for instance by piping them to `meshwright lint -`.',
    noFix: 'It is an explanation, not a mistake.',
  },
  message: () => 'Template: only its literal parts are judged; judge the rendered files as well',
});
