import type { FieldType } from '@tessera/model';
import {
  AlignLeft,
  AtSign,
  Calendar,
  CalendarClock,
  CircleChevronDown,
  Clock,
  Eye,
  Hash,
  Link as LinkIcon,
  ListChecks,
  ListOrdered,
  type LucideIcon,
  Percent,
  Phone,
  Sigma,
  SquareCheck,
  SquareFunction,
  Tally5,
  Type,
  User,
  Wallet,
  Waypoints,
} from 'lucide-react';

const icons: Readonly<Record<FieldType, LucideIcon>> = {
  text: Type,
  longText: AlignLeft,
  phone: Phone,
  email: AtSign,
  url: LinkIcon,
  number: Hash,
  percent: Percent,
  currency: Wallet,
  checkbox: SquareCheck,
  singleSelect: CircleChevronDown,
  multiSelect: ListChecks,
  date: Calendar,
  dateTime: CalendarClock,
  member: User,
  autonumber: ListOrdered,
  link: Waypoints,
  createdTime: Clock,
  createdBy: User,
  modifiedTime: Clock,
  modifiedBy: User,
  lookup: Eye,
  rollup: Sigma,
  count: Tally5,
  formula: SquareFunction,
};

/** A small picture of a field's type. */
export function FieldIcon({ type }: { readonly type: FieldType }) {
  const Icon = icons[type];
  return <Icon size={14} aria-hidden className="shrink-0 text-ink-faint" />;
}
