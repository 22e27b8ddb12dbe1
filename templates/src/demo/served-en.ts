import type { DemoWords } from './words.ts';

/** What service and marketing say and write in English. */
export const servedEn: Pick<
  DemoWords,
  'faults' | 'visits' | 'campaigns' | 'audiences' | 'interests'
> = {
  faults: {
    hardware: [
      {
        fault: 'reports no temperature',
        solution: 'Cable was pinched; replaced and tested for a day.',
      },
      { fault: 'restarts every night', solution: 'Power supply replaced.' },
      { fault: 'shows values that jump', solution: 'Moved away from the frequency converter.' },
      { fault: 'battery is empty too soon', solution: 'Interval set from one to five minutes.' },
      { fault: 'fell off the wall', solution: 'Mounted with the other bracket, no charge.' },
      {
        fault: 'cannot be reached',
        solution: 'Their network had been changed; new address entered.',
      },
      { fault: 'display stays dark', solution: 'Exchanged for a new device.' },
      { fault: 'is due for calibration', solution: 'Calibrated, certificate sent.' },
      { fault: 'housing is cracked', solution: 'Housing replaced and sealed.' },
    ],
    software: [
      {
        fault: 'report shows one of two sites',
        solution: 'Second site was in another group; moved.',
      },
      {
        fault: 'sends too many alarms',
        solution: 'Limits widened after talking to the shift leader.',
      },
      {
        fault: 'new colleague cannot sign in',
        solution: 'Account opened and explained on the phone.',
      },
      { fault: 'export stops half-way', solution: 'Solved with the update of last week.' },
      { fault: 'clock is an hour off', solution: 'Time zone of the site corrected.' },
    ],
  },
  visits: {
    visit: {
      subject: 'On site',
      remarks: [
        'Replaced the part and watched it for an hour.',
        'Checked all devices of the hall; two more need new seals.',
        'Could not get into the cold room; again on Thursday.',
      ],
    },
    remote: {
      subject: 'From afar',
      remarks: ['Read the log, set the interval.', 'Updated the firmware without interruption.'],
    },
    call: {
      subject: 'Call',
      remarks: ['Explained it step by step; works again.', 'Asked for photos of the cabling.'],
    },
    follow_up: {
      subject: 'Follow-up',
      remarks: [
        'Content; asks whether the second hall could be done alike.',
        'Works since; would like to be told earlier next time.',
        'No further faults.',
      ],
    },
  },
  campaigns: {
    fair: ['Cold Chain Fair', 'Factory Days', 'Laboratory Forum', 'Warehouse & Logistics Expo'],
    webinar: [
      'Audit without sleepless nights',
      'Energy that nobody sees',
      'Five alarms that matter',
    ],
    mailing: ['Gateway 4 retires', 'Calibrate before winter', 'What a warm night costs'],
    advertising: ['Trade journal, front page', 'Search words: monitoring'],
    referral: ['Customers bring customers', 'Installers’ evening'],
  },
  audiences: [
    'Plant managers',
    'Quality managers',
    'Facility managers',
    'Installers',
    'Present customers',
  ],
  interests: [
    'Wants to watch four cold rooms.',
    'Looks for a replacement of loggers that are read by hand.',
    'Needs reports for the auditors by autumn.',
    'Asked for prices of a hundred sensors.',
    'Came to the stand with a floor plan.',
    'Energy costs have doubled; wants to know where.',
    'Has had a loss in the warehouse in August.',
  ],
};
