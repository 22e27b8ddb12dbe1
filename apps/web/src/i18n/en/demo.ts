export const demo = {
  label: 'Demo',
  bar: 'Demo company',
  invented: 'Everything here is invented, and can be thrown away.',
  seeAs: 'See it as',
  youAre: 'You are {{name}}.',
  them: '{{name}}:',
  sideBySide: 'Side by side',
  back: 'One at a time',
  throwAway: 'Throw away …',
  throwAwayTitle: 'Throw away the demo company?',
  throwAwayText:
    'All of its people and records are deleted for good. Afterwards you can begin with your own company.',
  throwAwayConfirm: 'Throw away the demo',
  left: 'Left side',
  right: 'Right side',
  noInvitations: 'Nobody is invited to a demo company.',
  live: 'Edit on one side and watch the other.',
  personas: {
    sales: {
      title: 'Salesperson',
      notice:
        'Only your own customers, opportunities and orders are here. Margin is missing from Orders: only finance and management see it.',
    },
    sales_manager: {
      title: 'Sales manager',
      notice:
        'The records of your people have joined your own, and you may hand them over. You read their amounts and cannot change them.',
    },
    service: {
      title: 'Service',
      notice:
        'Opportunities are gone from the list of tables. Orders tell what was bought and not one amount, and you change only tickets that are yours.',
    },
    finance: {
      title: 'Finance',
      notice:
        'Every order with its amount, cost and margin. You approve and note payments, and change nothing that was agreed; opportunities do not exist for you.',
    },
    management: {
      title: 'Management',
      notice:
        'Everything is here, margin and budgets too. Still nobody approves an order of their own, not even you.',
    },
    administrator: {
      title: 'Administrator',
      notice:
        'Not one business record: you look after members, roles and tables. Open Roles and access to see what the others see, and to change it.',
    },
  },
  setup: {
    title: 'Look around first',
    text: 'A company up and running: 60 people in three regions, 2,000 customers, their opportunities, orders and service. See it through six pairs of eyes, then throw it away and begin with your own.',
    language: 'Language of the demo company',
    open: 'Open the demo company',
    making: 'Making the demo company …',
    progress: '{{done}} of {{total}} records',
    starting: 'Preparing tables and roles',
    ready: 'The demo company is open',
    readyText:
      'Go on looking around, or throw it away to begin with your own company. Another browser that was looking around is signed out.',
    goOn: 'Go on looking around',
    or: 'Or begin with your own company',
  },
  signIn: {
    text: 'There is a demo company in this browser.',
    back: 'Back to the demo company',
  },
} as const;
