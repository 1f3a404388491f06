import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Commands } from './commands.ts';
import { isWritten, liftsRestrictions, writtenFiles } from './written-files.ts';

describe('files that commands write', () => {
  it('stand behind a redirection, tee or an option', () => {
    const script = [
      'cat > base.yaml',
      'helm template web . >> "./out/web.yaml"',
      'kubectl get cm a -o yaml | tee ../copy.yml',
      'istioctl manifest generate --output=gen.yaml',
      'kubectl get pods -o yaml',
      'kubectl apply -f seen.yaml',
    ].join('\n');
    assert.deepEqual(writtenFiles(script), ['base.yaml', 'out/web.yaml', '../copy.yml', 'gen.yaml']);
  });

  it('are those whose path ends so', () => {
    assert.ok(isWritten('base.yaml', 'overlays/prod/base.yaml'));
    assert.ok(isWritten('../out/web.yaml', 'out/web.yaml'));
    assert.ok(!isWritten('base.yaml', 'overlays/prod/database.yaml'));
    assert.ok(!isWritten('out/web.yaml', 'web.yaml'));
  });

  it('what controller-gen makes of sources', () => {
    const makefile =
      '\t$(CONTROLLER_GEN) rbac:roleName=x webhook paths="./..." output:crd:artifacts:config=x';
    assert.deepEqual(writtenFiles(makefile), ['webhook/manifests.yaml', 'rbac/role.yaml']);
    assert.deepEqual(writtenFiles('webhook:\n\t$(CONTROLLER_GEN) object paths="./..."'), []);
    assert.ok(isWritten('webhook/manifests.yaml', 'config/webhook/manifests.yaml'));
  });

  it('and builds that read what they name', () => {
    assert.ok(liftsRestrictions('kubectl kustomize --load-restrictor LoadRestrictionsNone x'));
    assert.ok(!liftsRestrictions('kubectl kustomize x'));
  });
});

describe('commands of a project', () => {
  it('write bare names beside their script alone', () => {
    const commands = new Commands();
    commands.set('file:///mesh/a/run.sh', 'cat > base.yaml; cat > kustomization.yaml; cat > ../out/x.yaml');
    assert.ok(commands.writes('file:///mesh/a/base.yaml'));
    assert.ok(commands.writes('file:///mesh/out/x.yaml'));
    assert.ok(!commands.writes('file:///mesh/b/base.yaml'));
    assert.ok(!commands.writes('file:///mesh/a/gone/kustomization.yaml'));
  });
});
