// A property that fails has noticed the mutant: it need not be shrunk to the smallest case.
import fc from 'fast-check';

fc.configureGlobal({ ...fc.readConfigureGlobal(), endOnFailure: true });
