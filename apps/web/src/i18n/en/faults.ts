import { policyFaults } from '@tessera/model';

/** Why rules cannot be saved. */
export const faults = policyFaults;
