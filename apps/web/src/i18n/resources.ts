import { en as wordsEn, zh as wordsZh } from '@tessera/words';
import { access as accessEn } from './en/access.ts';
import { auth as authEn } from './en/auth.ts';
import { behind as behindEn } from './en/behind.ts';
import { colors as colorsEn } from './en/colors.ts';
import { common as commonEn } from './en/common.ts';
import { copies as copiesEn } from './en/copies.ts';
import { demo as demoEn } from './en/demo.ts';
import { duties as dutiesEn } from './en/duties.ts';
import { faults as faultsEn } from './en/faults.ts';
import { firstSteps as firstStepsEn } from './en/first-steps.ts';
import { formula as formulaEn } from './en/formula.ts';
import { grants as grantsEn } from './en/grants.ts';
import { grid as gridEn } from './en/grid.ts';
import { groups as groupsEn } from './en/groups.ts';
import { guarantees as guaranteesEn } from './en/guarantees.ts';
import { importing as importEn } from './en/import.ts';
import { lint as lintEn } from './en/lint.ts';
import { log as logEn } from './en/log.ts';
import { people as peopleEn } from './en/people.ts';
import { preview as previewEn } from './en/preview.ts';
import { reshape as reshapeEn } from './en/reshape.ts';
import { rules as rulesEn } from './en/rules.ts';
import { security as securityEn } from './en/security.ts';
import { shape as shapeEn } from './en/shape.ts';
import { shares as sharesEn } from './en/shares.ts';
import { shell as shellEn } from './en/shell.ts';
import { shortcuts as shortcutsEn } from './en/shortcuts.ts';
import { staff as staffEn } from './en/staff.ts';
import { templates as templatesEn } from './en/templates.ts';
import { tokens as tokensEn } from './en/tokens.ts';
import { trash as trashEn } from './en/trash.ts';
import { unique as uniqueEn } from './en/unique.ts';
import { values as valuesEn } from './en/values.ts';
import { versions as versionsEn } from './en/versions.ts';
import { viewAs as viewAsEn } from './en/view-as.ts';
import { why as whyEn } from './en/why.ts';
import { access as accessZh } from './zh/access.ts';
import { auth as authZh } from './zh/auth.ts';
import { behind as behindZh } from './zh/behind.ts';
import { colors as colorsZh } from './zh/colors.ts';
import { common as commonZh } from './zh/common.ts';
import { copies as copiesZh } from './zh/copies.ts';
import { demo as demoZh } from './zh/demo.ts';
import { duties as dutiesZh } from './zh/duties.ts';
import { faults as faultsZh } from './zh/faults.ts';
import { firstSteps as firstStepsZh } from './zh/first-steps.ts';
import { formula as formulaZh } from './zh/formula.ts';
import { grants as grantsZh } from './zh/grants.ts';
import { grid as gridZh } from './zh/grid.ts';
import { groups as groupsZh } from './zh/groups.ts';
import { guarantees as guaranteesZh } from './zh/guarantees.ts';
import { importing as importZh } from './zh/import.ts';
import { lint as lintZh } from './zh/lint.ts';
import { log as logZh } from './zh/log.ts';
import { people as peopleZh } from './zh/people.ts';
import { preview as previewZh } from './zh/preview.ts';
import { reshape as reshapeZh } from './zh/reshape.ts';
import { rules as rulesZh } from './zh/rules.ts';
import { security as securityZh } from './zh/security.ts';
import { shape as shapeZh } from './zh/shape.ts';
import { shares as sharesZh } from './zh/shares.ts';
import { shell as shellZh } from './zh/shell.ts';
import { shortcuts as shortcutsZh } from './zh/shortcuts.ts';
import { staff as staffZh } from './zh/staff.ts';
import { templates as templatesZh } from './zh/templates.ts';
import { tokens as tokensZh } from './zh/tokens.ts';
import { trash as trashZh } from './zh/trash.ts';
import { unique as uniqueZh } from './zh/unique.ts';
import { values as valuesZh } from './zh/values.ts';
import { versions as versionsZh } from './zh/versions.ts';
import { viewAs as viewAsZh } from './zh/view-as.ts';
import { why as whyZh } from './zh/why.ts';

/** Every text of the interface: language, then area. A text is named `area.key`, as in `t('common.save')`. */
export const resources = {
  en: {
    translation: {
      common: commonEn,
      auth: authEn,
      shell: shellEn,
      shortcuts: shortcutsEn,
      demo: demoEn,
      people: peopleEn,
      duties: dutiesEn,
      access: accessEn,
      import: importEn,
      grants: grantsEn,
      grid: gridEn,
      groups: groupsEn,
      guarantees: guaranteesEn,
      colors: colorsEn,
      shape: shapeEn,
      plan: wordsEn.plan,
      preview: previewEn,
      reshape: reshapeEn,
      staff: staffEn,
      security: securityEn,
      templates: templatesEn,
      rules: rulesEn,
      versions: versionsEn,
      copies: copiesEn,
      viewAs: viewAsEn,
      why: whyEn,
      shares: sharesEn,
      faults: faultsEn,
      firstSteps: firstStepsEn,
      lint: lintEn,
      log: logEn,
      tokens: tokensEn,
      trash: trashEn,
      unique: uniqueEn,
      formula: formulaEn,
      values: valuesEn,
      behind: behindEn,
    },
  },
  zh: {
    translation: {
      common: commonZh,
      auth: authZh,
      shell: shellZh,
      shortcuts: shortcutsZh,
      demo: demoZh,
      people: peopleZh,
      duties: dutiesZh,
      access: accessZh,
      import: importZh,
      grants: grantsZh,
      grid: gridZh,
      groups: groupsZh,
      guarantees: guaranteesZh,
      colors: colorsZh,
      shape: shapeZh,
      plan: wordsZh.plan,
      preview: previewZh,
      reshape: reshapeZh,
      staff: staffZh,
      security: securityZh,
      templates: templatesZh,
      rules: rulesZh,
      versions: versionsZh,
      copies: copiesZh,
      viewAs: viewAsZh,
      why: whyZh,
      shares: sharesZh,
      faults: faultsZh,
      firstSteps: firstStepsZh,
      lint: lintZh,
      log: logZh,
      tokens: tokensZh,
      trash: trashZh,
      unique: uniqueZh,
      formula: formulaZh,
      values: valuesZh,
      behind: behindZh,
    },
  },
} as const;
