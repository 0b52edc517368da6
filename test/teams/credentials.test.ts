import { authenticationOf } from '../../channels/teams/credentials.ts';
import { readConfig } from '../../config.ts';
import { TobiraError } from '../../errors.ts';

const ID = '7c0e2a4f-58a1-4c9b-9d0a-5f6a2f6b1c11';

function faultsOf(environment: Record<string, string>): string {
  try {
    readConfig(environment);
    return '';
  } catch (error) {
    return error instanceof TobiraError ? error.message : String(error);
  }
}

describe('the variables of Bot Framework', () => {
  it.each([
    ['SingleTenant', { MicrosoftAppPassword: 'p', MicrosoftAppTenantId: 't', MicrosoftAppType: 'SingleTenant' }],
    [
      'a type in small letters',
      { MicrosoftAppPassword: 'p', MicrosoftAppTenantId: 't', MicrosoftAppType: 'singletenant' },
    ],
    ['UserAssignedMSI', { MicrosoftAppTenantId: 't', MicrosoftAppType: 'UserAssignedMSI' }],
    ['MultiTenant', { MicrosoftAppPassword: 'p', MicrosoftAppType: 'MultiTenant' }],
    ['no type', { MicrosoftAppPassword: 'p' }],
  ])('are taken as they are: %s', (_name, environment) => {
    const config = readConfig({ MicrosoftAppId: ID, ...environment });
    expect(() => authenticationOf(config)).not.toThrow();
  });

  it.each([
    [
      'SingleTenant without a tenant',
      { MicrosoftAppPassword: 'p', MicrosoftAppType: 'SingleTenant' },
      /MicrosoftAppTenantId/,
    ],
    [
      'SingleTenant without a secret',
      { MicrosoftAppTenantId: 't', MicrosoftAppType: 'SingleTenant' },
      /MicrosoftAppPassword/,
    ],
    [
      'MSI with a secret',
      { MicrosoftAppPassword: 'p', MicrosoftAppTenantId: 't', MicrosoftAppType: 'UserAssignedMSI' },
      /MicrosoftAppPassword/,
    ],
    ['MSI without a tenant', { MicrosoftAppType: 'UserAssignedMSI' }, /MicrosoftAppTenantId/],
    ['a type that does not exist', { MicrosoftAppPassword: 'p', MicrosoftAppType: 'ManyTenants' }, /MicrosoftAppType/],
    ['a secret without an id', { MicrosoftAppId: '', MicrosoftAppPassword: 'p' }, /MicrosoftAppId/],
    [
      'a staff channel that is none',
      { MicrosoftAppPassword: 'p', TEAMS_STAFF_CHANNEL: 'General' },
      /TEAMS_STAFF_CHANNEL/,
    ],
  ])('are refused by name: %s', (_name, environment, fault) => {
    expect(faultsOf({ MicrosoftAppId: ID, ...environment })).toMatch(fault);
  });

  it('are refused all at once', () => {
    const faults = faultsOf({
      PORT: 'x',
      MicrosoftAppId: ID,
      MicrosoftAppType: 'SingleTenant',
      TEAMS_STAFF_CHANNEL: 'x',
    });
    for (const name of ['PORT', 'MicrosoftAppPassword', 'MicrosoftAppTenantId', 'TEAMS_STAFF_CHANNEL']) {
      expect(faults).toContain(`  ${name}: `);
    }
  });
});
