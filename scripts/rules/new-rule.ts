/** `npm run new:rule -- kind/problem`: a rule file and its fixture, ready to be filled in. */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fixtureText, isRuleId, ruleText } from './scaffold.ts';

const id = process.argv[2] ?? '';
const pathOf = (ending: string) =>
  fileURLToPath(new URL(`../../server/src/rules/${id}${ending}`, import.meta.url));

if (!isRuleId(id)) {
  console.error('Usage: npm run new:rule -- kind/problem   (kebab-case: virtual-service/subset-not-found)');
  process.exitCode = 2;
} else if (existsSync(pathOf('.ts'))) {
  console.error(`There is a rule ${id} already`);
  process.exitCode = 2;
} else {
  mkdirSync(dirname(pathOf('.ts')), { recursive: true });
  writeFileSync(pathOf('.ts'), ruleText(id));
  writeFileSync(pathOf('.fixture.yaml'), fixtureText(id));
  console.log(`Made server/src/rules/${id}.ts and its fixture.
Next: write them, then \`npm run gen\` and \`npm test -- rule-fixtures\`.`);
}
