import { servedEn } from './served-en.ts';
import type { DemoWords } from './words.ts';

type Spoken = Pick<
  DemoWords,
  | 'jobs'
  | 'customerNotes'
  | 'projects'
  | 'nextSteps'
  | 'sites'
  | 'activities'
  | 'toDos'
  | 'orderNotes'
> &
  typeof servedEn;

/** What is said and written in English. */
export const spokenEn: Spoken = {
  ...servedEn,
  jobs: [
    'Chief Operating Officer',
    'Plant Engineer',
    'Purchasing Manager',
    'Head of Quality',
    'Head of Maintenance',
    'Facility Manager',
    'IT Manager',
    'Buyer',
    'Production Manager',
    'Technical Director',
    'Safety Officer',
    'Warehouse Manager',
  ],
  customerNotes: [
    'Buys through a yearly framework contract.',
    'Decides in the spring, pays on the day.',
    'Wants certificates of calibration with every delivery.',
    'Three sites; the one by the river leads.',
    'Asks for two offers each time.',
    'New owner since last year, new people to meet.',
    'Night shift calls service directly.',
    'Prefers to be called before ten.',
    'Audited every autumn; reports must be ready by August.',
    'Only on premises, no cloud.',
  ],
  projects: [
    'cold room monitoring',
    'second plant',
    'replacement of old gateways',
    'pilot in two halls',
    'yearly framework contract',
    'energy metering',
    'audit reports',
    'warehouse roll-out',
    'compressed air',
    'clean room',
    'extension to the night shift',
    'server room',
    'vibration on the main line',
    'delivery trucks',
    'alarms on the phone',
    'renewal for a year',
  ],
  nextSteps: [
    'Send the offer again with installation',
    'Call the purchasing department',
    'Show the pilot to the plant manager',
    'Wait for the budget round',
    'Agree on a date for the site visit',
    'Ask for the floor plan',
    'Answer the security questionnaire',
    'Negotiate terms of payment',
    'Invite to the reference customer',
    'Prepare the contract',
  ],
  sites: [
    'main hall',
    'plant 2',
    'cold room 4',
    'warehouse',
    'laboratory',
    'server room',
    'loading bay',
    'boiler house',
    'packing line',
    'canteen kitchen',
    'office floor 3',
    'yard',
  ],
  activities: {
    call: [
      {
        subject: 'Call about the offer',
        remark: 'The price is fine; delivery has to be before the audit.',
      },
      {
        subject: 'First call',
        remark: 'Knows us from the fair. Wants to hear what others in the trade do.',
      },
      { subject: 'Call about terms', remark: 'Asks for 45 days. Promised an answer by Friday.' },
      {
        subject: 'Call after delivery',
        remark: 'Everything arrived; installation is planned for next week.',
      },
    ],
    visit: [
      {
        subject: 'Visit on site',
        remark: 'Walked through both halls; twelve more measuring points than expected.',
      },
      {
        subject: 'Visit with the plant engineer',
        remark: 'The old gateways are full. Shown the new one, good impression.',
      },
      {
        subject: 'Yearly visit',
        remark: 'Content with the service. Thinks of the second plant next year.',
      },
    ],
    email: [
      {
        subject: 'Sent the offer',
        remark: 'Offer with two options; installation listed separately.',
      },
      {
        subject: 'Sent references',
        remark: 'Three customers of the same trade, with telephone numbers.',
      },
      {
        subject: 'Sent data sheets',
        remark: 'The technical department checks the protection class.',
      },
    ],
    meeting: [
      { subject: 'Presentation', remark: 'Eight people, many questions about alarms at night.' },
      {
        subject: 'Negotiation',
        remark: 'They want a discount for two years; margin has to be checked.',
      },
      {
        subject: 'Kick-off',
        remark: 'Roles and dates agreed; first sensors go up in a fortnight.',
      },
    ],
    service: [
      { subject: 'Asked about the warranty', remark: 'Explained what is covered until when.' },
      { subject: 'Helped with a report', remark: 'The filter was set to the wrong month.' },
      { subject: 'Explained an alarm', remark: 'The door was open; the limit is right.' },
    ],
  },
  toDos: [
    'Call about the decision',
    'Visit with the technician',
    'Send the revised offer',
    'Ask how the pilot goes',
    'Meet the new head of purchasing',
    'Present the audit reports',
  ],
  orderNotes: [
    'Deliver in two parts.',
    'Certificates of calibration with each sensor.',
    'Only on weekdays before noon.',
    'Invoice to the holding company.',
    'As the framework contract says.',
    'Installation after the summer break.',
  ],
};
